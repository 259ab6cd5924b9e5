package io.github.dl4jdeeplift.keras.config;

import java.util.Optional;
import java.util.stream.Stream;

/** Where an image or a volume has its channels. */
public enum DimensionOrder {
  /** [channels, rows, columns], {@code th} in Keras 1. */
  CHANNELS_FIRST("channels_first"),
  /** [rows, columns, channels], {@code tf} in Keras 1. */
  CHANNELS_LAST("channels_last");

  private final String option;

  DimensionOrder(String option) {
    this.option = option;
  }

  /**
   * Returns the order of a layer's input, or empty where the layer has none.
   *
   * @param layer the layer
   */
  public static Optional<DimensionOrder> of(KerasLayer layer) {
    return Stream.of(values()).filter(order -> order.isOf(layer)).findFirst();
  }

  /**
   * Returns whether a layer's input has this order, as its options say.
   *
   * @param layer the layer
   */
  public boolean isOf(KerasLayer layer) {
    return layer.config().path("data_format").asText().equals(option);
  }

  /** Returns the value of Keras's option {@code data_format}. */
  public String option() {
    return option;
  }
}

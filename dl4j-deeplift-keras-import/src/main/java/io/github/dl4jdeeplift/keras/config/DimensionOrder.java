package io.github.dl4jdeeplift.keras.config;

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

  /** Returns the value of Keras's option {@code data_format}. */
  public String option() {
    return option;
  }
}

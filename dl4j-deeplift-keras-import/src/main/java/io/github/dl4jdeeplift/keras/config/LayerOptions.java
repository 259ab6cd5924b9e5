package io.github.dl4jdeeplift.keras.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dl4jdeeplift.keras.error.UnreadableKerasFileException;
import io.github.dl4jdeeplift.keras.error.UnsupportedKerasModelException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The options of one layer. It remembers which were read: an option that nobody reads and that is
 * not known to leave the output alone is refused, since it could change what the layer computes.
 *
 * <p>Not safe to share between threads.
 */
public final class LayerOptions {
  /** Options of any layer that matter to training or to Keras alone. */
  private static final Set<String> WITHOUT_EFFECT =
      Set.of("name", "trainable", "dtype", "batch_input_shape", "activity_regularizer");

  private static final List<String> WITHOUT_EFFECT_ENDINGS =
      List.of("_initializer", "_regularizer", "_constraint");

  private final KerasLayer layer;
  private final Set<String> read = new HashSet<>();

  /**
   * Makes the options of a layer.
   *
   * @param layer the layer
   */
  LayerOptions(KerasLayer layer) {
    this.layer = layer;
  }

  /** Returns whether an option is there and not null. */
  public boolean has(String key) {
    return layer.config().hasNonNull(key);
  }

  /** Returns an option as it is written, for options with several forms. */
  public JsonNode node(String key) {
    read.add(key);
    return Json.untupled(layer.config().path(key));
  }

  /** Returns an option that is true or false. */
  public boolean flag(String key) {
    JsonNode node = node(key);
    if (!node.isBoolean()) {
      throw invalid(key, "true or false");
    }
    return node.booleanValue();
  }

  /** Returns an option that is true or false, or the default where it is not written. */
  public boolean flag(String key, boolean byDefault) {
    return isAbsent(key) ? byDefault : flag(key);
  }

  /** Returns an option that is a text. */
  public String text(String key) {
    JsonNode node = node(key);
    if (!node.isTextual()) {
      throw invalid(key, "a text");
    }
    return node.textValue();
  }

  /** Returns an option that is a text, or the default where it is not written or null. */
  public String text(String key, String byDefault) {
    return isAbsent(key) ? byDefault : text(key);
  }

  /** Returns an option that is a number. */
  public double number(String key) {
    JsonNode node = node(key);
    JsonNode value = node.isObject() ? node.path("value") : node; // a NumPy scalar
    if (!value.isNumber()) {
      throw invalid(key, "a number");
    }
    return value.doubleValue();
  }

  /** Returns an option that is a number, or the default where it is not written or null. */
  public double number(String key, double byDefault) {
    return isAbsent(key) ? byDefault : number(key);
  }

  /** Returns an option that is a whole number of at least 1. */
  public int size(String key) {
    return integer(key, node(key), 1);
  }

  /** Returns an option that is a list of whole numbers of at least a minimum. */
  public List<Integer> integers(String key, int minimum) {
    List<Integer> integers = new ArrayList<>();
    for (JsonNode element : Json.list(node(key), layer.label() + ", '" + key + "'")) {
      integers.add(integer(key, element, minimum));
    }
    return integers;
  }

  /**
   * Returns sizes along the positions, one for each dimension; a lone number stands for all.
   *
   * @param key the option
   * @param dimensions how many are expected
   */
  public List<Integer> sizes(String key, int dimensions) {
    JsonNode node = node(key);
    if (node.isIntegralNumber()) {
      return java.util.Collections.nCopies(dimensions, integer(key, node, 1));
    }
    List<Integer> sizes = integers(key, 1);
    if (sizes.size() != dimensions) {
      throw invalid(key, dimensions + " whole numbers");
    }
    return sizes;
  }

  /** Reads options that do not change the output when the network predicts. */
  public void ignore(String... keys) {
    read.addAll(List.of(keys));
  }

  /**
   * Refuses any order of dimensions but {@code channels_last}, which is meant where none is named.
   */
  public void requireChannelsLast() {
    String format = text("data_format", "channels_last");
    if (!format.equals("channels_last")) {
      throw layer.unsupported(
          "data_format '"
              + format
              + "' is not supported: build the model with channels_last in"
              + " Keras, set its weights there and save it again");
    }
  }

  /**
   * Refuses options that nobody read.
   *
   * @throws UnsupportedKerasModelException if there are any
   */
  public void refuseUnread() {
    Set<String> unread = new TreeSet<>();
    layer.config().fieldNames().forEachRemaining(unread::add);
    unread.removeAll(read);
    unread.removeAll(WITHOUT_EFFECT);
    unread.removeIf(key -> WITHOUT_EFFECT_ENDINGS.stream().anyMatch(key::endsWith));
    if (!unread.isEmpty()) {
      throw layer.unsupported(
          "has options "
              + unread
              + " that this version does not know and will not guess; if they do"
              + " not change predictions, take them out of the configuration");
    }
  }

  /** Returns the exception for an option that is not of the right kind. */
  public UnreadableKerasFileException invalid(String key, String needs) {
    return Json.invalid(
        "layer " + layer.label(), "needs " + needs + " as '" + key + "'", layer.config().path(key));
  }

  private boolean isAbsent(String key) {
    JsonNode node = node(key);
    return node.isMissingNode() || node.isNull();
  }

  private int integer(String key, JsonNode node, int minimum) {
    if (!node.isIntegralNumber() || !node.canConvertToInt() || node.intValue() < minimum) {
      throw invalid(key, "whole numbers of at least " + minimum);
    }
    return node.intValue();
  }
}

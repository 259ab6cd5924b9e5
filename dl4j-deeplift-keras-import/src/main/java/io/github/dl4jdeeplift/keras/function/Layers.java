package io.github.dl4jdeeplift.keras.function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dl4jdeeplift.keras.function.Value.Fixed;
import io.github.dl4jdeeplift.keras.python.UnknownCodeException;
import java.util.Map;

/** Functions that are layers of Keras, or several operations. */
final class Layers {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String PADDING = "padding";

  /** Ranks, the batch included, that the layers of padding take: 1, 2 and 3 dimensions. */
  private static final int LOWEST_RANK = 3;

  private static final int HIGHEST_RANK = 5;

  private Layers() {}

  static Value activation(LambdaParts parts, Arguments given, String name) {
    return parts.layer(
        "Activation", JSON.objectNode().put("activation", name), unmasked(parts, given));
  }

  /** These layers hand masks on, where a Lambda layer does not: no mask passes an operation. */
  private static Value unmasked(LambdaParts parts, Arguments given) {
    return parts.operation("Identity", given.first(), Map.of());
  }

  /** Keras's own root is 0 below 0. */
  static Value boundedRoot(LambdaParts parts, Arguments given) {
    Value bounded = parts.operation("Maximum", given.first(), Map.of("x2", number(0)));
    return parts.operation("Sqrt", bounded, Map.of());
  }

  static Value relu(LambdaParts parts, Arguments given) {
    ObjectNode options = JSON.objectNode();
    options.set("negative_slope", given.constant("alpha"));
    options.set("threshold", given.constant("threshold"));
    if (!given.constant("max_value").isMissingNode()) {
      options.set("max_value", given.constant("max_value"));
    }
    return parts.layer("ReLU", options, unmasked(parts, given));
  }

  static Value clip(LambdaParts parts, Arguments given) {
    Value low = given.required("low");
    Value high = given.required("high");
    double least = given.constant("low").asDouble(Double.NaN);
    double most = given.constant("high").asDouble(Double.NaN);
    if (!(least <= most)) {
      throw new UnknownCodeException("has bounds that are not two numbers in order");
    }
    Value bounded = parts.operation("Maximum", given.first(), Map.of("x2", low));
    return parts.operation("Minimum", bounded, Map.of("x2", high));
  }

  /** One number stands for both ends. */
  static Value temporalPadding(LambdaParts parts, Arguments given) {
    JsonNode padding = given.constant(PADDING);
    return padded(parts, given, padding.isNumber() ? pair(padding, padding) : padding);
  }

  static Value unevenPadding(LambdaParts parts, Arguments given) {
    return padded(parts, given, pair(given.constant("left_pad"), given.constant("right_pad")));
  }

  private static Value padded(LambdaParts parts, Arguments given, JsonNode padding) {
    return parts.layer("ZeroPadding1D", with(PADDING, padding), given.first());
  }

  static Value spatialPadding(LambdaParts parts, Arguments given) {
    JsonNode padding = given.constant(PADDING);
    JsonNode rows = padding.isNumber() ? padding : padding.path(0);
    JsonNode columns = padding.isNumber() ? padding : padding.path(1);
    ObjectNode options = with(PADDING, pair(both(rows), both(columns)));
    if (!given.constant("data_format").isMissingNode()) {
      options.set("data_format", given.constant("data_format"));
    }
    return parts.layer("ZeroPadding2D", options, given.first());
  }

  private static JsonNode both(JsonNode padding) {
    return padding.isNumber() ? pair(padding, padding) : padding;
  }

  /** Zeros before and after each dimension but the batch and the channels. */
  static Value pad(LambdaParts parts, Arguments given) {
    given.required("paddings");
    JsonNode paddings = given.constant("paddings");
    boolean zeros = given.constant("constant_values").asDouble(0) == 0;
    if (!given.constant("mode").asText("constant").equalsIgnoreCase("constant") || !zeros) {
      throw new UnknownCodeException("pads with other values than 0");
    }
    JsonNode none = pair(JSON.numberNode(0L), JSON.numberNode(0L));
    int rank = paddings.size();
    if (rank < LOWEST_RANK
        || rank > HIGHEST_RANK
        || !paddings.get(0).equals(none)
        || !paddings.get(rank - 1).equals(none)) {
      throw new UnknownCodeException("pads by " + paddings + ", which may be examples or channels");
    }
    ArrayNode inner = JSON.arrayNode();
    for (int axis = 1; axis < rank - 1; axis++) {
      inner.add(paddings.get(axis));
    }
    String className = "ZeroPadding" + (rank - 2) + "D";
    JsonNode padding = rank == LOWEST_RANK ? inner.get(0) : inner;
    return parts.layer(className, with(PADDING, padding), given.first());
  }

  static Value flatten(LambdaParts parts, Arguments given) {
    return parts.layer("Flatten", JSON.objectNode(), given.first());
  }

  static Value repeat(LambdaParts parts, Arguments given) {
    given.required("n");
    return parts.layer("RepeatVector", with("n", given.constant("n")), given.first());
  }

  /** Of sequences alone, along their positions. */
  static Value repeatElements(LambdaParts parts, Arguments given) {
    given.required("rep");
    if (given.constant("axis").asInt() != 1) {
      throw new UnknownCodeException("repeats along another axis than 1");
    }
    return parts.layer("UpSampling1D", with("size", given.constant("rep")), given.first());
  }

  private static ObjectNode with(String option, JsonNode value) {
    ObjectNode options = JSON.objectNode();
    options.set(option, value);
    return options;
  }

  private static ArrayNode pair(JsonNode first, JsonNode second) {
    return JSON.arrayNode().add(first).add(second);
  }

  private static Fixed number(double value) {
    return new Fixed(JSON.numberNode(value));
  }
}

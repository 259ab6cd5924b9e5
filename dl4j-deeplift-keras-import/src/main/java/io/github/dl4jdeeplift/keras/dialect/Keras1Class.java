package io.github.dl4jdeeplift.keras.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dl4jdeeplift.keras.error.UnsupportedKerasModelException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A class of Keras 1, its name in Keras 2, and what becomes of its options.
 *
 * @param className its name in Keras 2
 * @param renamed options with another name there
 * @param added options that Keras 2 writes and Keras 1 does not
 * @param required options that must have one value, in JSON, and do not exist in Keras 2
 */
record Keras1Class(
    String className,
    Map<String, String> renamed,
    Map<String, JsonNode> added,
    Map<String, String> required) {
  private static final JsonNode ONE = JsonNodeFactory.instance.numberNode(1);
  private static final JsonNode YES = JsonNodeFactory.instance.booleanNode(true);
  private static final JsonNode NO = JsonNodeFactory.instance.booleanNode(false);

  private static final Map<String, String> DENSE =
      Map.of("output_dim", "units", "bias", "use_bias");
  private static final Map<String, String> CONVOLUTION_1D =
      Map.of(
          "nb_filter", "filters",
          "filter_length", "kernel_size",
          "subsample_length", "strides",
          "border_mode", "padding",
          "atrous_rate", "dilation_rate",
          "bias", "use_bias");
  private static final Map<String, String> CONVOLUTION_2D =
      Map.of(
          "nb_filter", "filters",
          "subsample", "strides",
          "border_mode", "padding",
          "dim_ordering", "data_format",
          "atrous_rate", "dilation_rate",
          "bias", "use_bias");
  private static final Map<String, String> CONVOLUTION_3D =
      Map.of(
          "nb_filter", "filters",
          "subsample", "strides",
          "border_mode", "padding",
          "dim_ordering", "data_format",
          "bias", "use_bias");
  private static final Map<String, String> POOLING_1D =
      Map.of("pool_length", "pool_size", "stride", "strides", "border_mode", "padding");
  private static final Map<String, String> POOLING =
      Map.of("border_mode", "padding", "dim_ordering", "data_format");
  private static final Map<String, String> ORDERING = Map.of("dim_ordering", "data_format");
  private static final Map<String, String> RECURRENT =
      Map.of(
          "output_dim", "units",
          "inner_activation", "recurrent_activation",
          "dropout_W", "dropout",
          "dropout_U", "recurrent_dropout");
  private static final Map<String, String> PROBABILITY = Map.of("p", "rate");

  /** Layers over images and volumes that do not say in which order their dimensions are. */
  private static final Set<String> UNWRITTEN =
      Set.of(
          "ZeroPadding2D",
          "ZeroPadding3D",
          "Cropping2D",
          "Cropping3D",
          "UpSampling2D",
          "UpSampling3D");

  private static final List<List<String>> KERNEL_SIZES =
      List.of(List.of("nb_row", "nb_col"), List.of("kernel_dim1", "kernel_dim2", "kernel_dim3"));

  private static final Map<String, Keras1Class> ROWS = new LinkedHashMap<>();

  static {
    row("Dense", "Dense", DENSE, Map.of());
    row("TimeDistributedDense", "Dense", DENSE, Map.of());
    row("Convolution1D", "Conv1D", CONVOLUTION_1D, Map.of("dilation_rate", ONE));
    row("AtrousConvolution1D", "Conv1D", CONVOLUTION_1D, Map.of());
    row("Convolution2D", "Conv2D", CONVOLUTION_2D, Map.of("dilation_rate", ONE));
    row("AtrousConvolution2D", "Conv2D", CONVOLUTION_2D, Map.of());
    row("Convolution3D", "Conv3D", CONVOLUTION_3D, Map.of());
    row("LocallyConnected1D", "LocallyConnected1D", CONVOLUTION_1D, Map.of());
    row("LocallyConnected2D", "LocallyConnected2D", CONVOLUTION_2D, Map.of());
    for (String kind : List.of("Max", "Average")) {
      same(kind + "Pooling1D", POOLING_1D);
      same(kind + "Pooling2D", POOLING);
      same(kind + "Pooling3D", POOLING);
      same("Global" + kind + "Pooling1D", Map.of());
      same("Global" + kind + "Pooling2D", ORDERING);
      same("Global" + kind + "Pooling3D", ORDERING);
    }
    same("ZeroPadding1D", Map.of());
    same("UpSampling1D", Map.of("length", "size"));
    UNWRITTEN.forEach(name -> same(name, ORDERING));
    same("Dropout", PROBABILITY);
    same("SpatialDropout1D", PROBABILITY);
    same("SpatialDropout2D", Map.of("p", "rate", "dim_ordering", "data_format"));
    same("SpatialDropout3D", Map.of("p", "rate", "dim_ordering", "data_format"));
    same("GaussianDropout", PROBABILITY);
    same("GaussianNoise", Map.of("sigma", "stddev"));
    same("PReLU", Map.of());
    for (String name : List.of("SimpleRNN", "LSTM")) {
      row(name, name, RECURRENT, Map.of("use_bias", YES));
    }
    row("GRU", "GRU", RECURRENT, Map.of("use_bias", YES, "reset_after", NO));
    ROWS.put(
        "BatchNormalization",
        new Keras1Class(
            "BatchNormalization",
            Map.of(),
            Map.of("center", YES, "scale", YES),
            Map.of("mode", "0")));
    ROWS.put(
        "Embedding", new Keras1Class("Embedding", Map.of(), Map.of(), Map.of("dropout", "0.0")));
  }

  private static void row(
      String name, String className, Map<String, String> renamed, Map<String, JsonNode> added) {
    ROWS.put(name, new Keras1Class(className, renamed, added, Map.of()));
  }

  private static void same(String name, Map<String, String> renamed) {
    row(name, name, renamed, Map.of());
  }

  /** Returns the row of a class of Keras 1, or null where nothing changes. */
  static @Nullable Keras1Class of(String className) {
    return ROWS.get(className);
  }

  /** Rewrites the options of a layer. */
  void rewrite(ObjectNode config) {
    String name = config.path("name").asText();
    required.forEach((key, value) -> require(name, config, key, value));
    renamed.forEach((from, to) -> rename(config, from, to));
    added.forEach(
        (key, value) -> {
          if (!config.has(key)) {
            config.set(key, value);
          }
        });
    kernelSize(config);
    bothEnds(config);
    order(config);
    if (!className.equals("Embedding")) {
      config.remove("input_dim");
    }
  }

  private void require(String name, ObjectNode config, String key, String value) {
    JsonNode found = config.path(key);
    if (!found.isMissingNode() && !found.toString().equals(value)) {
      throw new UnsupportedKerasModelException(
          "layer '"
              + name
              + "' ("
              + className
              + "): "
              + key
              + " "
              + found
              + " of Keras 1 is not supported, only "
              + value
              + ": rebuild the layer so and save the model again");
    }
    config.remove(key);
  }

  private static void rename(ObjectNode config, String from, String to) {
    if (config.has(from)) {
      config.set(to, config.remove(from));
    }
  }

  private static void kernelSize(ObjectNode config) {
    for (List<String> names : KERNEL_SIZES) {
      if (names.stream().allMatch(config::has)) {
        ArrayNode size = JsonNodeFactory.instance.arrayNode();
        names.forEach(name -> size.add(config.remove(name)));
        config.set("kernel_size", size);
      }
    }
  }

  /** One number stands for the zeros before and after; four are of rows and columns in turn. */
  private void bothEnds(ObjectNode config) {
    JsonNode padding = config.path("padding");
    if (className.equals("ZeroPadding1D") && padding.isIntegralNumber()) {
      config.set("padding", pair(padding, padding));
    } else if (className.equals("ZeroPadding2D") && padding.size() == 4) {
      config.set(
          "padding",
          JsonNodeFactory.instance
              .arrayNode()
              .add(pair(padding.path(0), padding.path(1)))
              .add(pair(padding.path(2), padding.path(3))));
    } else if (className.startsWith("ZeroPadding") && !className.endsWith("1D")) {
      ArrayNode ends = JsonNodeFactory.instance.arrayNode();
      padding.forEach(size -> ends.add(pair(size, size)));
      config.set("padding", ends);
    }
  }

  private static ArrayNode pair(JsonNode before, JsonNode after) {
    return JsonNodeFactory.instance.arrayNode().add(before).add(after);
  }

  /** What Keras 1 names after the backends that had it first. */
  private void order(ObjectNode config) {
    if (UNWRITTEN.contains(className) && !config.has("data_format")) {
      config.put("data_format", Dialects.UNWRITTEN_ORDER);
    }
    String order = config.path("data_format").asText();
    if (order.equals("tf")) {
      config.put("data_format", "channels_last");
    } else if (order.equals("th")) {
      config.put("data_format", "channels_first");
    }
  }
}

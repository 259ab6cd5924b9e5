package io.github.dl4jdeeplift.keras.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dl4jdeeplift.keras.error.UnreadableKerasFileException;
import io.github.dl4jdeeplift.keras.error.UnsupportedKerasModelException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns the arrays that Keras 1 stores into those of Keras 2: {@code W}, {@code U} and {@code b}
 * become {@code kernel}, {@code recurrent_kernel} and {@code bias}, those of each gate are joined,
 * and the kernel of a convolution over positions loses the dimension that Keras 1 put in.
 */
final class Keras1Weights {
  /** TensorFlow numbers a name that was given before: {@code left_W_1}. */
  private static final Pattern NAME =
      Pattern.compile(
          "(?:.*_)?([WUb](?:_[ifcozrh])?|gamma|beta|running_mean|running_std|alphas)(?:_\\d+)?");

  private static final String CHANNELS_FIRST = "channels_first";

  private static final Map<String, String> NAMES =
      Map.of(
          "W", "kernel",
          "U", "recurrent_kernel",
          "b", "bias",
          "running_mean", "moving_mean",
          "running_std", "moving_variance",
          "alphas", "alpha");

  private Keras1Weights() {}

  /** Tells by the names of arrays which backend wrote them; Keras 1 does not say. */
  static String backend(Map<String, List<WeightArray>> weights) {
    boolean numbered =
        weights.values().stream()
            .flatMap(List::stream)
            .anyMatch(array -> array.path().endsWith(":0"));
    return numbered ? "tensorflow" : "theano";
  }

  /**
   * Returns the arrays as Keras 2 has them.
   *
   * @param model class and configuration of the model in the form of Keras 2; completed by what
   *     only the arrays tell
   * @param weights the arrays as Keras 1 has them
   */
  static Map<String, List<WeightArray>> toKeras2(
      JsonNode model, Map<String, List<WeightArray>> weights) {
    Map<String, JsonNode> layers = LayerEntries.byName(model);
    layers.forEach(Keras1Weights::refuseChannelsFirst);
    Map<String, List<WeightArray>> changed = new LinkedHashMap<>();
    weights.forEach(
        (layer, arrays) -> {
          JsonNode entry =
              LayerEntries.weighted(layers.getOrDefault(layer, MissingNode.getInstance()));
          List<WeightArray> renamed = arrays(entry.path("class_name").asText(), entry, arrays);
          changed.put(layer, renamed);
          shareSlopes(entry, renamed);
        });
    return changed;
  }

  /** The arrays of a model inside of the model do not tell which of its layers they are of. */
  private static void refuseChannelsFirst(String name, JsonNode entry) {
    if (LayerEntries.isModel(entry) && entry.toString().contains(CHANNELS_FIRST)) {
      throw new UnsupportedKerasModelException(
          "'"
              + name
              + "' is a model of Keras 1 inside of a model, with channels first, which is not"
              + " supported: load it in Keras 2 and save it again");
    }
  }

  /** Keras 1 does not write over which dimensions PReLU has one slope: there its array has one. */
  private static void shareSlopes(JsonNode entry, List<WeightArray> arrays) {
    if (entry.path("class_name").asText().equals("PReLU")
        && entry.path("config") instanceof ObjectNode config
        && !config.has("shared_axes")
        && arrays.size() == 1) {
      ArrayNode axes = config.putArray("shared_axes");
      List<Long> shape = arrays.get(0).shape();
      for (int axis = 0; axis < shape.size(); axis++) {
        if (shape.get(axis) == 1) {
          axes.add(axis + 1);
        }
      }
    }
  }

  private static List<WeightArray> arrays(
      String className, JsonNode entry, List<WeightArray> arrays) {
    List<WeightArray> named = arrays.stream().map(Keras1Weights::shortened).toList();
    List<WeightArray> changed = new ArrayList<>();
    int next = 0;
    while (next < named.size()) {
      int gates = GateArrays.count(named.get(next).name());
      if (gates > 0) {
        changed.addAll(GateArrays.join(named, next, gates));
        next += 3 * gates;
      } else {
        changed.add(renamed(className, entry, named.get(next)));
        next++;
      }
    }
    return changed;
  }

  private static WeightArray shortened(WeightArray array) {
    Matcher matcher = NAME.matcher(array.name());
    if (!matcher.matches()) {
      throw new UnreadableKerasFileException(
          "names the weights '" + array.path() + "', which Keras 1 does not have");
    }
    return array.named(matcher.group(1));
  }

  private static WeightArray renamed(String className, JsonNode entry, WeightArray array) {
    String name = NAMES.getOrDefault(array.name(), array.name());
    if (className.equals("Embedding") && name.equals("kernel")) {
      return array.named("embeddings");
    }
    if (!name.equals("kernel")) {
      return array.named(name);
    }
    return switch (className) {
      case "Conv1D" -> positions(array.named(name), entry.path("config"));
      case "Conv2D", "Conv3D" -> channelsLast(array.named(name), entry.path("config"));
      default -> array.named(name);
    };
  }

  /** [out, in, rows, columns] of layers with channels first becomes [rows, columns, in, out]. */
  private static WeightArray channelsLast(WeightArray kernel, JsonNode config) {
    boolean first = config.path("data_format").asText().equals(CHANNELS_FIRST);
    return first && kernel.shape().size() > 3 ? kernel.channelsLast() : kernel;
  }

  /**
   * [width, 1, in, out], or in the first versions [out, in, width, 1], becomes [width, in, out].
   */
  private static WeightArray positions(WeightArray kernel, JsonNode config) {
    List<Long> shape = kernel.shape();
    if (shape.size() != 4) {
      return kernel;
    }
    long width = config.path("kernel_size").asLong();
    long filters = config.path("filters").asLong();
    if (shape.get(0) == width && shape.get(1) == 1 && shape.get(3) == filters) {
      return kernel.shaped(List.of(width, shape.get(2), filters));
    }
    if (shape.get(0) == filters && shape.get(2) == width && shape.get(3) == 1) {
      return kernel.shaped(List.of(filters, shape.get(1), width)).reversedAxes();
    }
    return kernel;
  }
}

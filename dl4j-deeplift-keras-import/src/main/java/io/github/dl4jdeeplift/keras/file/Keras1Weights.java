package io.github.dl4jdeeplift.keras.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.dl4jdeeplift.keras.error.UnreadableKerasFileException;
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
   * @param model class and configuration of the model in the form of Keras 2
   * @param weights the arrays as Keras 1 has them
   */
  static Map<String, List<WeightArray>> toKeras2(
      JsonNode model, Map<String, List<WeightArray>> weights) {
    Map<String, JsonNode> layers = LayerEntries.byName(model);
    Map<String, List<WeightArray>> changed = new LinkedHashMap<>();
    weights.forEach(
        (layer, arrays) -> {
          JsonNode entry = layers.getOrDefault(layer, MissingNode.getInstance());
          changed.put(layer, arrays(entry.path("class_name").asText(), entry, arrays));
        });
    return changed;
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
    return className.equals("Conv1D") && name.equals("kernel")
        ? positions(array.named(name), entry.path("config"))
        : array.named(name);
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

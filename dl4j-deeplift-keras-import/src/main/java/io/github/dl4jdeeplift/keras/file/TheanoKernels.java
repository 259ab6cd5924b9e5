package io.github.dl4jdeeplift.keras.file;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dl4jdeeplift.keras.error.UnsupportedKerasModelException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Mirrors the kernels of convolutions that Theano wrote. It convolves in the sense of mathematics,
 * with the kernel turned around; TensorFlow and Deeplearning4j correlate. Keras stores what its
 * backend uses.
 */
final class TheanoKernels {
  /** Dimensions of the kernel along which windows lie. */
  private static final Map<String, Integer> CONVOLUTIONS =
      Map.of("Conv1D", 1, "Conv2D", 2, "Conv3D", 3);

  private TheanoKernels() {}

  /**
   * Returns the arrays as TensorFlow would have them.
   *
   * @param model class and configuration of the model in the form of Keras 2
   * @param weights the arrays as Theano has them
   */
  static Map<String, List<WeightArray>> mirrored(
      JsonNode model, Map<String, List<WeightArray>> weights) {
    Map<String, JsonNode> layers = LayerEntries.byName(model);
    layers.forEach(TheanoKernels::refuseModel);
    Map<String, List<WeightArray>> mirrored = new LinkedHashMap<>(weights);
    layers.forEach(
        (name, entry) -> {
          String className = LayerEntries.weighted(entry).path("class_name").asText();
          Integer dimensions = CONVOLUTIONS.get(className);
          if (dimensions != null) {
            mirrored.computeIfPresent(name, (key, arrays) -> mirrored(arrays, dimensions));
          }
        });
    return mirrored;
  }

  private static List<WeightArray> mirrored(List<WeightArray> arrays, int dimensions) {
    return arrays.stream()
        .map(array -> array.name().equals("kernel") ? mirrored(array, dimensions) : array)
        .toList();
  }

  /** Places along several dimensions all mirrored are the places in reverse, channels kept. */
  private static WeightArray mirrored(WeightArray kernel, int dimensions) {
    if (kernel.shape().size() != dimensions + 2) {
      return kernel; // refused for its shape where it is matched with its layer
    }
    double[] from = kernel.doubles();
    int places = 1;
    for (int dimension = 0; dimension < dimensions; dimension++) {
      places = Math.multiplyExact(places, Math.toIntExact(kernel.shape().get(dimension)));
    }
    int channels = places == 0 ? 0 : from.length / places;
    double[] to = new double[from.length];
    for (int place = 0; place < places; place++) {
      System.arraycopy(from, place * channels, to, (places - 1 - place) * channels, channels);
    }
    return new WeightArray(kernel.path(), kernel.name(), kernel.shape(), to);
  }

  private static void refuseModel(String name, JsonNode entry) {
    if (LayerEntries.isModel(entry)) {
      throw new UnsupportedKerasModelException(
          "'"
              + name
              + "' is a model inside of a model that Theano wrote, which is not supported: load it in"
              + " Keras on TensorFlow and save it again");
    }
  }
}

package io.github.dl4jdeeplift.keras.file;

import io.github.dl4jdeeplift.keras.error.UnreadableKerasFileException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads weights as Keras 1 and 2 store them, and Keras 3 in {@code .h5} files: a group for each
 * layer, with the names of its arrays in an attribute, in Keras's order.
 *
 * <p>Each data set under the group must be named by exactly one layer.
 */
final class WeightReader {
  private static final String LAYER_NAMES = "layer_names";

  private final Hdf5Group root;
  private final ArrayReader reader;

  private WeightReader(Hdf5Group root, long fileSize) {
    this.root = root;
    this.reader = new ArrayReader(root, fileSize);
  }

  /** Returns whether a group holds weights in this form. */
  static boolean isOfThisForm(Hdf5Group root) {
    return root.texts(LAYER_NAMES).isPresent();
  }

  /**
   * Reads all arrays.
   *
   * @param root the group whose attribute {@code layer_names} lists the layers
   * @param fileSize bytes of the file; the arrays together cannot be larger
   * @return arrays by the name of the layer; layers without weights are left out
   */
  static Map<String, List<WeightArray>> read(Hdf5Group root, long fileSize) {
    WeightReader weightReader = new WeightReader(root, fileSize);
    Map<String, List<WeightArray>> weights = new LinkedHashMap<>();
    for (String layer : weightReader.layerNames()) {
      List<WeightArray> arrays = weightReader.layer(layer);
      if (!arrays.isEmpty() && weights.put(layer, arrays) != null) {
        throw new UnreadableKerasFileException("stores the weights of '" + layer + "' twice");
      }
    }
    weightReader.reader.finish(path -> false);
    return weights;
  }

  private List<String> layerNames() {
    return root.texts(LAYER_NAMES)
        .orElseThrow(
            () ->
                new UnreadableKerasFileException(
                    "holds no weights of a Keras model (no attribute 'layer_names')"));
  }

  private List<WeightArray> layer(String layer) {
    Hdf5Group group =
        root.child(layer)
            .orElseThrow(
                () ->
                    new UnreadableKerasFileException(
                        "names layer '" + layer + "' but holds no group of that name"));
    reader.addHeader(layer, group);
    List<WeightArray> arrays = new ArrayList<>();
    for (String name : group.texts("weight_names").orElse(List.of())) {
      arrays.add(reader.array(layer + "/" + name, shortName(name)));
    }
    return arrays;
  }

  /** TensorFlow writes {@code conv1d_1/kernel:0}, Theano {@code conv1d_1/kernel}. */
  private static String shortName(String name) {
    String last = name.substring(name.lastIndexOf('/') + 1);
    return last.endsWith(":0") ? last.substring(0, last.length() - 2) : last;
  }
}

package io.github.dl4jdeeplift.keras.file;

import io.github.dl4jdeeplift.keras.error.UnreadableKerasFileException;
import io.github.dl4jdeeplift.keras.error.UnsupportedKerasModelException;
import io.jhdf.api.Dataset;
import io.jhdf.object.datatype.FloatingPoint;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Reads the arrays of weights under a group, by layer, in the order in which Keras stores them.
 *
 * <p>Each data set under the group must be named by exactly one layer.
 */
final class WeightReader {
  private final Hdf5Group root;
  private final Set<String> read = new HashSet<>();
  private final ArrayPlaces places;

  private WeightReader(Hdf5Group root, long fileSize) {
    this.root = root;
    this.places = new ArrayPlaces(fileSize);
    places.addHeader("the weights", root.group());
  }

  /**
   * Reads all arrays.
   *
   * @param root the group whose attribute {@code layer_names} lists the layers
   * @param fileSize bytes of the file; the arrays together cannot be larger
   * @return arrays by the name of the layer; layers without weights are left out
   */
  static Map<String, List<WeightArray>> read(Hdf5Group root, long fileSize) {
    WeightReader reader = new WeightReader(root, fileSize);
    Map<String, List<WeightArray>> weights = new LinkedHashMap<>();
    for (String layer : reader.layerNames()) {
      List<WeightArray> arrays = reader.layer(layer);
      if (!arrays.isEmpty() && weights.put(layer, arrays) != null) {
        throw new UnreadableKerasFileException("stores the weights of '" + layer + "' twice");
      }
    }
    reader.places.requireApart();
    reader.refuseUnread();
    return weights;
  }

  private List<String> layerNames() {
    return root.texts("layer_names")
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
    places.addHeader(layer, group.group());
    List<WeightArray> arrays = new ArrayList<>();
    for (String name : group.texts("weight_names").orElse(List.of())) {
      arrays.add(array(layer + "/" + name, name));
    }
    return arrays;
  }

  private WeightArray array(String path, String name) {
    Optional<Dataset> dataset = root.dataset(path);
    if (dataset.isEmpty()) {
      throw new UnreadableKerasFileException("names the weights '" + path + "' but lacks them");
    }
    if (!read.add(path)) {
      throw new UnreadableKerasFileException("names the weights '" + path + "' twice");
    }
    places.add(path, dataset.get());
    List<Long> shape = LongStream.of(dataset.get().getDimensionsAsLong()).boxed().toList();
    return new WeightArray(path, shortName(name), shape, values(path, dataset.get()));
  }

  /** TensorFlow writes {@code conv1d_1/kernel:0}, Theano {@code conv1d_1/kernel}. */
  private static String shortName(String name) {
    String last = name.substring(name.lastIndexOf('/') + 1);
    return last.endsWith(":0") ? last.substring(0, last.length() - 2) : last;
  }

  private static Object values(String path, Dataset dataset) {
    if (!(dataset.getDataType() instanceof FloatingPoint type) || !isIeee(type)) {
      throw new UnsupportedKerasModelException(
          "the weights '"
              + path
              + "' are not little-endian floating point numbers of 32 or 64 bit: convert the"
              + " model to float32 in Keras and save it again");
    }
    if (dataset.isEmpty()) {
      throw new UnreadableKerasFileException("holds no numbers for the weights '" + path + "'");
    }
    Object values = dataset.getDataFlat();
    refuseNonFinite(path, values);
    return values;
  }

  /**
   * The reader takes any number of that size for an IEEE 754 one, so a corrupt type must be seen.
   */
  private static boolean isIeee(FloatingPoint type) {
    boolean single = type.getSize() == 4;
    if (!single && type.getSize() != 8) {
      return false;
    }
    int mantissa = single ? 23 : 52;
    int bits = single ? 32 : 64;
    return type.getByteOrder() == ByteOrder.LITTLE_ENDIAN
        && type.getMantissaSize() == mantissa
        && type.getMantissaLocation() == 0
        && type.getExponentLocation() == mantissa
        && type.getExponentSize() == (single ? 8 : 11)
        && type.getExponentBias() == (single ? 127 : 1023)
        && type.getBitPrecision() == bits
        && type.getBitOffset() == 0
        && type.getSignLocation() == bits - 1
        && type.getMantissaNormalization() == 2;
  }

  private static void refuseNonFinite(String path, Object values) {
    boolean finite =
        values instanceof float[] floats
            ? IntStream.range(0, floats.length).allMatch(i -> Float.isFinite(floats[i]))
            : IntStream.range(0, ((double[]) values).length)
                .allMatch(i -> Double.isFinite(((double[]) values)[i]));
    if (!finite) {
      throw new UnreadableKerasFileException(
          "the weights '"
              + path
              + "' hold NaN or infinite numbers; the file is corrupt or the"
              + " training diverged");
    }
  }

  private void refuseUnread() {
    for (String path : root.datasetPaths()) {
      if (!read.contains(path)) {
        throw new UnreadableKerasFileException(
            "holds the array '" + path + "', which none of its layers names");
      }
    }
  }
}

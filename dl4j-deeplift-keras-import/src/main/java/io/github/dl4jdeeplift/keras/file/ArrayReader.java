package io.github.dl4jdeeplift.keras.file;

import io.github.dl4jdeeplift.keras.error.UnreadableKerasFileException;
import io.github.dl4jdeeplift.keras.error.UnsupportedKerasModelException;
import io.jhdf.api.Dataset;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.FloatingPoint;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Reads arrays below a group, each once, and tells which were not read. */
final class ArrayReader {
  private final Hdf5Group root;
  private final Set<String> read = new HashSet<>();
  private final ArrayPlaces places;

  /**
   * Makes a reader.
   *
   * @param root the group below which all arrays lie
   * @param fileSize bytes of the file; the arrays together cannot be larger
   */
  ArrayReader(Hdf5Group root, long fileSize) {
    this.root = root;
    this.places = new ArrayPlaces(fileSize);
    addHeader("the weights", root);
  }

  /** Notes where a group's header lies, which no array may cover. */
  void addHeader(String path, Hdf5Group group) {
    places.addHeader(path, group.group());
  }

  /**
   * Reads an array.
   *
   * @param path where it lies below the root
   * @param name its name within its layer, or nothing where the file has none
   */
  WeightArray array(String path, String name) {
    Optional<Dataset> dataset = root.dataset(path);
    if (dataset.isEmpty()) {
      throw new UnreadableKerasFileException("names the weights '" + path + "' but lacks them");
    }
    if (!read.add(path)) {
      throw new UnreadableKerasFileException("names the weights '" + path + "' twice");
    }
    places.add(path, dataset.get());
    List<Long> shape = LongStream.of(dataset.get().getDimensionsAsLong()).boxed().toList();
    return new WeightArray(path, name, shape, values(path, dataset.get()));
  }

  /**
   * Refuses arrays that lie over one another, and those that nobody read.
   *
   * @param ignored paths of arrays that are no weights of a layer
   */
  void finish(Predicate<String> ignored) {
    places.requireApart();
    for (String path : root.datasetPaths()) {
      if (!read.contains(path) && !ignored.test(path)) {
        throw new UnreadableKerasFileException(
            "holds the array '" + path + "', which none of its layers names");
      }
    }
  }

  private static Object values(String path, Dataset dataset) {
    boolean isCount = dataset.getDataType() instanceof FixedPoint && dataset.isScalar();
    if (isCount && dataset.getData() instanceof Number number) {
      return new double[] {number.doubleValue()}; // how many numbers Normalization has seen
    }
    if (!(dataset.getDataType() instanceof FloatingPoint type) || !isIeee(type)) {
      throw new UnsupportedKerasModelException(
          "the weights '"
              + path
              + "' are not floating point numbers of 32 or 64 bit: convert the"
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
    return type.getMantissaSize() == mantissa
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
}

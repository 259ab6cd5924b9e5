package io.github.dl4jdeeplift.keras.file;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One array of weights, as the file stores it.
 *
 * @param path where it lies, such as {@code conv1d_1/conv1d_1/kernel:0}
 * @param name the last part of its Keras name without the output number, such as {@code kernel};
 *     empty where the file has no names, as {@code .keras} files
 * @param shape its sizes
 * @param values its numbers in C order, {@code float[]} or {@code double[]}
 */
public record WeightArray(String path, String name, List<Long> shape, Object values) {
  /** Copies the shape. */
  public WeightArray {
    shape = List.copyOf(shape);
  }

  /** Returns the sizes as an array. */
  public long[] sizes() {
    return shape.stream().mapToLong(Long::longValue).toArray();
  }

  /** Returns the number of values. */
  public long length() {
    return Arrays.stream(sizes()).reduce(1, Math::multiplyExact);
  }

  /** Returns the values in C order. */
  double[] doubles() {
    return values instanceof float[] floats
        ? IntStream.range(0, floats.length).mapToDouble(index -> floats[index]).toArray()
        : ((double[]) values).clone();
  }

  /** Returns the same array with another name. */
  WeightArray named(String other) {
    return new WeightArray(path, other, shape, values);
  }

  /** Returns the same values in another shape of as many. */
  WeightArray shaped(List<Long> other) {
    return new WeightArray(path, name, other, values);
  }

  /** Returns this array of three dimensions with the last of them first and the first last. */
  WeightArray reversedAxes() {
    int[] sizes = shape.stream().mapToInt(Math::toIntExact).toArray();
    double[] from = doubles();
    double[] to = new double[from.length];
    for (int index = 0; index < from.length; index++) {
      int last = index % sizes[2];
      int middle = index / sizes[2] % sizes[1];
      int first = index / sizes[2] / sizes[1];
      to[(last * sizes[1] + middle) * sizes[0] + first] = from[index];
    }
    return new WeightArray(path, name, List.of(shape.get(2), shape.get(1), shape.get(0)), to);
  }

  /** Returns this array with its first two dimensions behind all others, and in reverse. */
  WeightArray channelsLast() {
    int out = Math.toIntExact(shape.get(0));
    int in = Math.toIntExact(shape.get(1));
    double[] from = doubles();
    int places = from.length == 0 ? 0 : from.length / out / in;
    double[] to = new double[from.length];
    for (int index = 0; index < from.length; index++) {
      int place = index % places;
      int channel = index / places % in;
      int filter = index / places / in;
      to[(place * in + channel) * out + filter] = from[index];
    }
    List<Long> sizes = new ArrayList<>(shape.subList(2, shape.size()));
    sizes.add(shape.get(1));
    sizes.add(shape.get(0));
    return new WeightArray(path, name, sizes, to);
  }

  /** Returns the shape as messages print it, such as {@code [11, 4, 50]}. */
  public static String print(long... sizes) {
    return Arrays.stream(sizes)
        .mapToObj(Long::toString)
        .collect(Collectors.joining(", ", "[", "]"));
  }
}

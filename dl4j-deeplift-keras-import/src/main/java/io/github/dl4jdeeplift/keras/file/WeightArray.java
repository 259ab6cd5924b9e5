package io.github.dl4jdeeplift.keras.file;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

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

  /** Returns the shape as messages print it, such as {@code [11, 4, 50]}. */
  public static String print(long... sizes) {
    return Arrays.stream(sizes)
        .mapToObj(Long::toString)
        .collect(Collectors.joining(", ", "[", "]"));
  }
}

package io.github.dl4jdeeplift.genomics.file;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The header of an npy file: what its bytes mean.
 *
 * @param type how an element is stored
 * @param fortranOrder whether the first axis varies fastest
 * @param shape the lengths of the axes
 */
record NpyHeader(NpyType type, boolean fortranOrder, List<Long> shape) {
  /** ND4J's largest rank. */
  private static final int LARGEST_RANK = 32;

  private static final int PREAMBLE = 10;

  NpyHeader {
    shape = List.copyOf(shape);
    if (shape.size() > LARGEST_RANK) {
      throw new IllegalArgumentException(
          "has %d axes; at most %d are read".formatted(shape.size(), LARGEST_RANK));
    }
    if (shape.contains(0L)) {
      throw new IllegalArgumentException("has shape " + text(shape) + ", so no elements");
    }
  }

  /**
   * Counts the elements.
   *
   * @throws IllegalArgumentException if they are more than a file can hold
   */
  long elements() {
    try {
      return shape.stream().reduce(1L, Math::multiplyExact);
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          "has a corrupt header: shape " + text(shape) + " is larger than any file", e);
    }
  }

  /** The axes as ND4J takes them. */
  long[] axes() {
    return shape.stream().mapToLong(Long::longValue).toArray();
  }

  /**
   * The bytes before the elements, in format version 1.0, padded to a multiple of 64 as by NumPy.
   */
  static byte[] bytes(String descr, long[] axes) {
    List<Long> shape = Arrays.stream(axes).boxed().toList();
    String dictionary =
        "{'descr': '%s', 'fortran_order': False, 'shape': %s, }".formatted(descr, text(shape));
    int padding = 63 - (PREAMBLE + dictionary.length()) % 64;
    String text = dictionary + " ".repeat(padding) + "\n";
    String preamble =
        "\u0093NUMPY\u0001\0" + (char) (text.length() % 256) + (char) (text.length() / 256);
    return (preamble + text).getBytes(StandardCharsets.ISO_8859_1);
  }

  /** A shape as Python writes it: (), (3,), (3, 4). */
  static String text(List<Long> shape) {
    String axes = shape.stream().map(String::valueOf).collect(Collectors.joining(", "));
    return shape.size() == 1 ? "(" + axes + ",)" : "(" + axes + ")";
  }
}

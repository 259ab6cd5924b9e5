package io.github.dl4jdeeplift.cli.report;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * A sequence as an image, a row for each channel; a long one is folded as text is into lines, so
 * that it is about as high as wide.
 *
 * @param channels rows
 * @param length positions
 */
record FoldedRows(int channels, int length) {
  /** A strip this many times as long as high is still seen. */
  private static final int LONGEST_STRIP = 32;

  boolean isFolded() {
    return length > LONGEST_STRIP * channels;
  }

  /** Returns the positions of a line. */
  int width() {
    return isFolded() ? (int) Math.ceil(Math.sqrt((double) length * channels)) : length;
  }

  /**
   * Folds values.
   *
   * @param values {@code [channels, length]}
   * @return {@code [lines * channels, width]}, zeros after the last position
   */
  INDArray of(INDArray values) {
    if (!isFolded()) {
      return values;
    }
    int width = width();
    int lines = (length + width - 1) / width;
    INDArray padded = Nd4j.zeros(values.dataType(), channels, (long) lines * width);
    padded.get(NDArrayIndex.all(), NDArrayIndex.interval(0, length)).assign(values);
    // [channels, lines, width] -> [lines, channels, width]
    return padded
        .reshape('c', channels, lines, width)
        .permute(1, 0, 2)
        .dup('c')
        .reshape('c', (long) lines * channels, width);
  }
}

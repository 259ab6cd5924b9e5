package io.github.dl4jdeeplift;

import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What the channels of a network input sum to at every position: 1 for one-hot input.
 *
 * @param axis dimension of the channels, the batch counted as 0
 * @param constant their sum
 */
record ChannelSum(int axis, double constant) {
  private static final double TOLERANCE = 1e-5;

  /**
   * Finds the sum.
   *
   * @param examples the examples
   * @param axis dimension of the channels, the batch counted as 0
   * @param input name of the input, for messages
   * @throws DL4JInvalidInputException if the channels do not sum to one number everywhere
   */
  static ChannelSum of(INDArray examples, int axis, String input) {
    INDArray sums = examples.castTo(DataType.DOUBLE).sum(true, axis);
    double smallest = sums.minNumber().doubleValue();
    double largest = sums.maxNumber().doubleValue();
    if (largest - smallest > TOLERANCE * Math.max(1, Math.abs(largest))) {
      throw new DL4JInvalidInputException(
          "input "
              + input
              + " cannot have its weights normalized: its channels (axis "
              + axis
              + ") sum to "
              + smallest
              + " in one place and to "
              + largest
              + " in another; they must sum to one number everywhere, as in one-hot sequences"
              + " without unknown letters");
    }
    return new ChannelSum(axis, Math.rint(largest / TOLERANCE) * TOLERANCE);
  }
}

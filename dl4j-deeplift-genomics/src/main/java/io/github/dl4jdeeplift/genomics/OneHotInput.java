package io.github.dl4jdeeplift.genomics;

import io.github.dl4jdeeplift.engine.Contiguous;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Says whether an input is one-hot, as uniform and shuffled references need it. */
public final class OneHotInput {
  private OneHotInput() {}

  /**
   * Refuses an input of which a position is neither a single 1 nor all zeros.
   *
   * @param inputs {@code [n, ...]}
   * @param channelAxis the axis of the channels, the batch's being 0: 2 for NWC, 1 for NCW
   * @throws IllegalArgumentException naming the first such example, its position and what is there
   */
  public static void check(INDArray inputs, int channelAxis) {
    check(inputs, channelAxis, 0);
  }

  /**
   * Refuses a batch of inputs of which a position is neither a single 1 nor all zeros.
   *
   * @param inputs {@code [n, ...]}
   * @param channelAxis the axis of the channels, the batch's being 0: 2 for NWC, 1 for NCW
   * @param first number of the batch's first example, for the message
   * @throws IllegalArgumentException naming the first such example, its position and what is there
   */
  public static void check(INDArray inputs, int channelAxis, long first) {
    INDArray whole = Contiguous.of(inputs);
    for (long i = 0; i < inputs.size(0); i++) {
      INDArray example = whole.get(NDArrayIndex.interval(i, i + 1));
      try {
        new OneHotColumns(example, channelAxis).letters();
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "example %d (counted from 0) is %s".formatted(first + i, e.getMessage()), e);
      }
    }
  }
}

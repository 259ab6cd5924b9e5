package io.github.dl4jdeeplift;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Tells networks whose outputs are numbers to compare with. Outputs may be too large for
 * Deeplearning4j (its softplus is infinite from 709 on), or may be rounding alone: a difference of
 * nearly equal values, made large again by layer normalization.
 */
final class Soundness {
  private static final double STEP = 1e-6; // some roundings of the inputs

  private Soundness() {}

  /** Tells whether outputs are finite, and stay when the inputs move by some roundings. */
  static boolean of(GeneratedNetwork network, int salt) {
    INDArray[] inputs = network.examples(3, salt);
    INDArray output = precise(PlainOutput.of(network.network(), inputs)[0]);
    if (!Double.isFinite(output.norm1Number().doubleValue())) {
      return false;
    }
    for (INDArray input : inputs) {
      input.muli(1 + STEP);
    }
    INDArray moved = precise(PlainOutput.of(network.network(), inputs)[0]);
    double size = Math.max(1, output.normmaxNumber().doubleValue());
    return output.sub(moved).normmaxNumber().doubleValue() <= 1e-4 * size;
  }

  private static INDArray precise(INDArray output) {
    return output.castTo(DataType.DOUBLE).dup('c');
  }
}

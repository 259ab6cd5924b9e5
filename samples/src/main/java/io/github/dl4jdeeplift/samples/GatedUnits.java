package io.github.dl4jdeeplift.samples;

import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.samediff.SameDiffLambdaLayer;
import org.nd4j.autodiff.samediff.SDIndex;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/** Values times the sigmoid of their gates: {@code [batch, 2n] -> [batch, n]}. */
public final class GatedUnits extends SameDiffLambdaLayer {
  private static final long serialVersionUID = 1;

  /** Number of values, and of gates. */
  static final int VALUES = 3;

  @Override
  public SDVariable defineLayer(SameDiff graph, SDVariable input) {
    SDVariable values = input.get(SDIndex.all(), SDIndex.interval(0, VALUES));
    SDVariable gates = input.get(SDIndex.all(), SDIndex.interval(VALUES, 2 * VALUES));
    return values.mul(graph.nn().sigmoid(gates));
  }

  @Override
  public InputType getOutputType(int index, InputType input) {
    return InputType.feedForward(VALUES);
  }
}

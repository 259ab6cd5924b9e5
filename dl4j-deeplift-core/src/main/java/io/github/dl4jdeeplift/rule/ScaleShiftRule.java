package io.github.dl4jdeeplift.rule;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * x·scale + shift, number by number: batch normalization with its running statistics, scale and
 * shift vertices; m = scale (section 2.3.1).
 */
public final class ScaleShiftRule extends LinearRule {
  private final INDArray scale;
  private final INDArray shift;

  /**
   * Makes the rule.
   *
   * @param scale factors, of a shape that broadcasts to {@code [batch, shape...]}
   * @param shift summands, of a shape that broadcasts to {@code [batch, shape...]}
   */
  public ScaleShiftRule(INDArray scale, INDArray shift) {
    this.scale = scale;
    this.shift = shift;
  }

  @Override
  protected Shape outputShape(Shape input) {
    return input;
  }

  @Override
  protected SDVariable apply(Ops ops, Value input) {
    return input.variable().mul(ops.constant(scale)).add(ops.constant(shift));
  }

  @Override
  protected SDVariable transpose(Ops ops, Value output, Shape input) {
    return output.variable().mul(ops.constant(scale));
  }
}

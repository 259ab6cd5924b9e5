package io.github.dl4jdeeplift.rule;

import org.nd4j.autodiff.samediff.SDVariable;

/** Queries divided by √size, so that scores keep their spread; m = 1/√size. */
public final class AttentionScaleRule extends LinearRule {
  /** Makes the rule. */
  public AttentionScaleRule() {}

  @Override
  protected Shape outputShape(Shape input) {
    return input;
  }

  @Override
  protected SDVariable linear(Ops ops, Value input) {
    return input.variable().mul(1 / Math.sqrt((double) input.shape().size(-1)));
  }

  @Override
  protected SDVariable transpose(Ops ops, Value output, Shape input) {
    return linear(ops, output);
  }

  @Override
  public String description() {
    return "scaled by 1/√size";
  }
}

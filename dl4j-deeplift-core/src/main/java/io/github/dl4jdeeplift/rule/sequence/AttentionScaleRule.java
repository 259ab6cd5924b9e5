package io.github.dl4jdeeplift.rule.sequence;

import io.github.dl4jdeeplift.rule.LinearRule;
import io.github.dl4jdeeplift.rule.Ops;
import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.Value;
import org.nd4j.autodiff.samediff.SDVariable;

/** Queries divided by √size, so that scores keep their spread; m = 1/√size. */
final class AttentionScaleRule extends LinearRule {
  /** Makes the rule. */
  AttentionScaleRule() {}

  @Override
  public Shape outputShape(Shape input) {
    return input;
  }

  @Override
  public SDVariable linear(Ops ops, Value input) {
    return input.variable().mul(1 / Math.sqrt((double) input.shape().size(-1)));
  }

  @Override
  public SDVariable transpose(Ops ops, Value output, Shape input) {
    return linear(ops, output);
  }

  @Override
  public String description() {
    return "scaled by 1/√size";
  }
}

package io.github.dl4jdeeplift.rule.mask;

import io.github.dl4jdeeplift.rule.LinearRule;
import io.github.dl4jdeeplift.rule.Ops;
import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.Value;
import io.github.dl4jdeeplift.rule.shape.ReverseTimeRule;
import org.nd4j.autodiff.samediff.SDVariable;

/** A mask {@code [batch, time]} from its end to its beginning. */
public final class ReverseMaskRule extends LinearRule {
  private final ReverseTimeRule reversal = new ReverseTimeRule();

  /** Makes the rule. */
  public ReverseMaskRule() {}

  @Override
  public Shape outputShape(Shape input) {
    return input;
  }

  @Override
  public SDVariable linear(Ops ops, Value input) {
    Shape sequence = new Shape(input.shape().size(0), 1);
    SDVariable steps = ops.reshape(input.variable(), sequence.dimensions());
    SDVariable reversed = reversal.linear(ops, new Value(steps, sequence));
    return ops.reshape(reversed, input.shape().dimensions());
  }

  @Override
  public SDVariable transpose(Ops ops, Value output, Shape input) {
    return linear(ops, output);
  }

  @Override
  public String description() {
    return "mask reversed in time";
  }
}

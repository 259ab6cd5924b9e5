package io.github.dl4jdeeplift.rule;

import org.nd4j.autodiff.samediff.SDVariable;

/** A mask {@code [batch, time]} from its end to its beginning. */
public final class ReverseMaskRule extends LinearRule {
  private final ReverseTimeRule reversal = new ReverseTimeRule();

  /** Makes the rule. */
  public ReverseMaskRule() {}

  @Override
  protected Shape outputShape(Shape input) {
    return input;
  }

  @Override
  protected SDVariable linear(Ops ops, Value input) {
    Shape sequence = new Shape(input.shape().size(0), 1);
    SDVariable steps = ops.reshape(input.variable(), sequence.dimensions());
    SDVariable reversed = reversal.linear(ops, new Value(steps, sequence));
    return ops.reshape(reversed, input.shape().dimensions());
  }

  @Override
  protected SDVariable transpose(Ops ops, Value output, Shape input) {
    return linear(ops, output);
  }

  @Override
  public String description() {
    return "mask reversed in time";
  }
}

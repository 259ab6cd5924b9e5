package io.github.dl4jdeeplift.rule;

import org.nd4j.autodiff.samediff.SDVariable;

/**
 * Hands its input on: dropout and noise at inference, identity activations and losses.
 *
 * <p>The linear rule with w = 1 (section 2.3.1).
 */
public final class IdentityRule extends LinearRule {
  /** Makes the rule. */
  public IdentityRule() {}

  @Override
  protected Shape outputShape(Shape input) {
    return input;
  }

  @Override
  protected SDVariable linear(Ops ops, Value input) {
    return input.variable();
  }

  @Override
  protected SDVariable transpose(Ops ops, Value output, Shape input) {
    return output.variable();
  }

  @Override
  public boolean movesNumbersOnly() {
    return true;
  }

  @Override
  public String description() {
    return "identity";
  }
}

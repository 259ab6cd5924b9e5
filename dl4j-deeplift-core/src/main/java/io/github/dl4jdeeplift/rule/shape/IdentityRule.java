package io.github.dl4jdeeplift.rule.shape;

import io.github.dl4jdeeplift.rule.LinearRule;
import io.github.dl4jdeeplift.rule.Ops;
import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.Value;
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
  public Shape outputShape(Shape input) {
    return input;
  }

  @Override
  public SDVariable linear(Ops ops, Value input) {
    return input.variable();
  }

  @Override
  public SDVariable transpose(Ops ops, Value output, Shape input) {
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

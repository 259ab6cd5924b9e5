package io.github.dl4jdeeplift.rule.activation;

import io.github.dl4jdeeplift.rule.Multipliers;
import io.github.dl4jdeeplift.rule.NodeValues;
import io.github.dl4jdeeplift.rule.Ops;
import io.github.dl4jdeeplift.rule.Parts;
import io.github.dl4jdeeplift.rule.PartwiseRule;
import io.github.dl4jdeeplift.rule.function.Nonlinearity;
import java.util.List;

/**
 * The Rescale rule for a function of one number: m = δy/δx, the secant, and the derivative where δx
 * is 0 (section 2.3.4, equation 15). Both parts of a difference have this one multiplier.
 *
 * <p>Any shape, which is kept.
 */
public final class RescaleRule implements NonlinearityNode, PartwiseRule {
  private final Nonlinearity nonlinearity;
  private final SecantRule secant;

  /**
   * Makes the rule.
   *
   * @param nonlinearity the function
   */
  public RescaleRule(Nonlinearity nonlinearity) {
    this.nonlinearity = nonlinearity;
    this.secant = new SecantRule(nonlinearity);
  }

  @Override
  public Nonlinearity nonlinearity() {
    return nonlinearity;
  }

  @Override
  public Parts parts(Ops ops, NodeValues values) {
    return secant.parts(ops, values);
  }

  @Override
  public List<Multipliers> backward(Ops ops, NodeValues values, Multipliers upstream) {
    return secant.backward(ops, values, upstream);
  }

  @Override
  public String description() {
    return "Rescale of " + nonlinearity.name();
  }
}

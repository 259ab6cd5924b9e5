package io.github.dl4jdeeplift.rule;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * The Rescale rule for a function of one number: m = δy/δx, the secant, and the derivative where δx
 * is 0 (section 2.3.4, equation 15). Both parts of a difference have this one multiplier.
 *
 * <p>Any shape, which is kept.
 */
public final class RescaleRule implements NonlinearityNode, PartwiseRule {
  private final Nonlinearity nonlinearity;

  /**
   * Makes the rule.
   *
   * @param nonlinearity the function
   */
  public RescaleRule(Nonlinearity nonlinearity) {
    this.nonlinearity = nonlinearity;
  }

  @Override
  public Nonlinearity nonlinearity() {
    return nonlinearity;
  }

  private SDVariable secant(Ops ops, NodeValues values) {
    return values.once(
        "secant",
        () ->
            nonlinearity.secant(
                ops,
                new Nonlinearity.Step(
                    values.actual(0), values.reference(0), values.difference(0))));
  }

  @Override
  public Parts parts(Ops ops, NodeValues values) {
    return values.parts(0).map(part -> part.mul(secant(ops, values)));
  }

  @Override
  public List<Multipliers> backward(Ops ops, NodeValues values, Multipliers upstream) {
    return List.of(upstream.map(multiplier -> multiplier.mul(secant(ops, values))));
  }

  @Override
  public String description() {
    return "Rescale of " + nonlinearity.name();
  }
}

package io.github.dl4jdeeplift.rule;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * The Rescale rule for a function of one number: m = δy/δx, the secant, and the derivative where δx
 * is 0 (section 2.3.4, equation 15).
 *
 * <p>Any shape, which is kept.
 */
public final class RescaleRule implements Rule {
  private final Nonlinearity nonlinearity;

  /**
   * Makes the rule.
   *
   * @param nonlinearity the function
   */
  public RescaleRule(Nonlinearity nonlinearity) {
    this.nonlinearity = nonlinearity;
  }

  /** Returns the function. */
  public Nonlinearity nonlinearity() {
    return nonlinearity;
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    return inputs.get(0);
  }

  @Override
  public SDVariable forward(Ops ops, List<Value> inputs) {
    return nonlinearity.value(ops, inputs.get(0).variable());
  }

  @Override
  public List<Multipliers> backward(Ops ops, NodeValues values, Multipliers upstream) {
    Nonlinearity.Step step =
        new Nonlinearity.Step(values.actual(0), values.reference(0), values.difference(0));
    SDVariable secant = nonlinearity.secant(ops, step);
    return List.of(Multipliers.shared(upstream.positive().mul(secant)));
  }

  @Override
  public boolean givesProbabilities() {
    return nonlinearity.givesProbabilities();
  }

  @Override
  public String description() {
    return "Rescale of " + nonlinearity.name();
  }
}

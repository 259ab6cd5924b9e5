package io.github.dl4jdeeplift.rule.function;

import io.github.dl4jdeeplift.rule.Ops;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * One function of another; its secant is that of the outer between the inner's values times the
 * inner's (section 2.3.6's chain rule for a path of one number).
 *
 * @param name the function's name
 * @param outer applied last
 * @param inner applied first
 */
record Composition(String name, Nonlinearity outer, Nonlinearity inner) implements Nonlinearity {
  @Override
  public SDVariable value(Ops ops, SDVariable x) {
    return outer.value(ops, inner.value(ops, x));
  }

  @Override
  public SDVariable secant(Ops ops, Step step) {
    SDVariable slope = inner.secant(ops, step);
    Step between = step.map(x -> inner.value(ops, x));
    // The difference by the inner secant, which does not cancel.
    Step exact = new Step(between.actual(), between.reference(), slope.mul(step.difference()));
    return outer.secant(ops, exact).mul(slope);
  }
}

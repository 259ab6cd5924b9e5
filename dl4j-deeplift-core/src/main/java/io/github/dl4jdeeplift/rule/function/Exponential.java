package io.github.dl4jdeeplift.rule.function;

import io.github.dl4jdeeplift.rule.Ops;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * e^x + shift; its secant by {@link Exponentials}.
 *
 * @param name the function's name
 * @param shift summand of the value, such as −1 for expm1
 */
record Exponential(String name, double shift) implements Nonlinearity {
  @Override
  public SDVariable value(Ops ops, SDVariable x) {
    if (shift == 0) {
      return ops.sameDiff().math().exp(x);
    }
    // e^x − 1 without cancellation: x times the secant from 0, where x is small.
    return Exponentials.exponentialSecant(ops, x, x.mul(0)).mul(x).add(shift + 1);
  }

  @Override
  public SDVariable secant(Ops ops, Step step) {
    return Exponentials.exponentialSecant(ops, step.actual(), step.reference());
  }
}

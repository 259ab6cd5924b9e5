package io.github.dl4jdeeplift.rule.function;

import io.github.dl4jdeeplift.rule.Ops;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * |x|; where both arguments are 0 its secant is 0, as the derivative that frameworks give there.
 */
record AbsoluteValue() implements Nonlinearity {
  @Override
  public String name() {
    return "absolute value";
  }

  @Override
  public SDVariable value(Ops ops, SDVariable x) {
    return ops.sameDiff().math().abs(x);
  }

  @Override
  public SDVariable secant(Ops ops, Step step) {
    SDVariable rise = value(ops, step.actual()).sub(value(ops, step.reference()));
    return ops.divideOrElse(rise, step.difference(), ops.sameDiff().math().sign(step.actual()));
  }
}

package io.github.dl4jdeeplift.rule.function;

import io.github.dl4jdeeplift.rule.Ops;
import org.nd4j.autodiff.samediff.SDVariable;

/** √x for arguments from 0 on; secant 1/(√x + √r), and 0 where both are 0. */
record SquareRoot() implements Nonlinearity {
  @Override
  public String name() {
    return "square root";
  }

  @Override
  public SDVariable value(Ops ops, SDVariable x) {
    return ops.sameDiff().math().sqrt(x);
  }

  @Override
  public SDVariable secant(Ops ops, Step step) {
    SDVariable sum = value(ops, step.actual()).add(value(ops, step.reference()));
    SDVariable isZero = ops.isZero(sum);
    return ops.not(isZero).div(sum.add(isZero));
  }
}

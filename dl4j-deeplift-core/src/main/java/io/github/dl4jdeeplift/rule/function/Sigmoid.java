package io.github.dl4jdeeplift.rule.function;

import io.github.dl4jdeeplift.rule.Ops;
import org.nd4j.autodiff.samediff.SDVariable;

/** The logistic function; secant σ(hi)·σ(−lo)·(1 − e^−d)/d with d = hi − lo. */
record Sigmoid() implements Nonlinearity {
  @Override
  public boolean givesProbabilities() {
    return true;
  }

  @Override
  public String name() {
    return "sigmoid";
  }

  @Override
  public SDVariable value(Ops ops, SDVariable x) {
    return ops.sameDiff().nn().sigmoid(x);
  }

  @Override
  public SDVariable secant(Ops ops, Step step) {
    return secant(ops, step, 1);
  }

  /** Returns the secant of the function at arguments {@code factor} times as large. */
  static SDVariable secant(Ops ops, Step step, double factor) {
    var nn = ops.sameDiff().nn();
    SDVariable high = ops.max(step.actual(), step.reference()).mul(factor);
    SDVariable low = ops.min(step.actual(), step.reference()).mul(-factor);
    SDVariable distance = ops.sameDiff().math().abs(step.difference()).mul(factor);
    return nn.sigmoid(high).mul(nn.sigmoid(low)).mul(Exponentials.decay(ops, distance));
  }
}

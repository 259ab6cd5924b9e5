package io.github.dl4jdeeplift.rule.function;

import io.github.dl4jdeeplift.rule.Ops;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * tanh; tanh x = 2σ(2x) − 1, so its secant is four times that of σ between the doubled arguments.
 */
record HyperbolicTangent() implements Nonlinearity {
  @Override
  public String name() {
    return "tanh";
  }

  @Override
  public SDVariable value(Ops ops, SDVariable x) {
    return ops.sameDiff().math().tanh(x);
  }

  @Override
  public SDVariable secant(Ops ops, Step step) {
    return Sigmoid.secant(ops, step, 2).mul(4);
  }
}

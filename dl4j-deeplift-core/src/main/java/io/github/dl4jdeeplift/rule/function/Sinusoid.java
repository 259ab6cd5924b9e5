package io.github.dl4jdeeplift.rule.function;

import io.github.dl4jdeeplift.rule.Ops;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * Sine and cosine: sin x − sin r = 2 cos m · sin(d/2) and cos x − cos r = −2 sin m · sin(d/2), m
 * the midpoint.
 *
 * @param name the function's name
 * @param isSine sine, else cosine
 */
record Sinusoid(String name, boolean isSine) implements Nonlinearity {
  @Override
  public SDVariable value(Ops ops, SDVariable x) {
    return isSine ? ops.sameDiff().math().sin(x) : ops.sameDiff().math().cos(x);
  }

  @Override
  public SDVariable secant(Ops ops, Step step) {
    var math = ops.sameDiff().math();
    SDVariable half = step.difference().mul(0.5);
    SDVariable share = ops.divideOrElse(math.sin(half), half, half.mul(0).add(1));
    SDVariable middle = step.actual().add(step.reference()).mul(0.5);
    return isSine ? math.cos(middle).mul(share) : math.sin(middle).neg().mul(share);
  }
}

package io.github.dl4jdeeplift.rule.function;

import io.github.dl4jdeeplift.rule.Ops;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * log(x + shift) for arguments above −shift.
 *
 * <p>With a and b the shifted arguments and u = d/b the secant is log(1 + u)/d, the logarithm as u
 * · log(w)/(w − 1), w = 1 + u, which does not cancel; the plain quotient where |u| is at least 1/2.
 *
 * @param name the function's name
 * @param shift 0, or 1 for log1p
 */
record Logarithm(String name, double shift) implements Nonlinearity {
  private static final double FAR = 0.5;

  private SDVariable shifted(SDVariable x) {
    return shift == 0 ? x : x.add(shift);
  }

  @Override
  public SDVariable value(Ops ops, SDVariable x) {
    if (shift == 0) {
      return ops.sameDiff().math().log(x);
    }
    SDVariable w = shifted(x);
    SDVariable ratio = ops.divideOrElse(ops.sameDiff().math().log(w), w.sub(1), x.mul(0).add(1));
    return x.mul(ratio);
  }

  @Override
  public SDVariable secant(Ops ops, Step step) {
    var math = ops.sameDiff().math();
    SDVariable a = shifted(step.actual());
    SDVariable b = shifted(step.reference());
    SDVariable u = step.difference().div(b);
    SDVariable far = ops.atLeast(math.abs(u), FAR);
    SDVariable w = ops.not(far).mul(u).add(1);
    SDVariable near = ops.divideOrElse(math.log(w), w.sub(1), w.mul(0).add(1)).div(b);
    SDVariable plain = math.log(a).sub(math.log(b)).div(step.difference().add(ops.not(far)));
    return ops.select(far, plain, near);
  }
}

package io.github.dl4jdeeplift.rule.function;

import io.github.dl4jdeeplift.rule.Ops;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * x^p of numbers that are not negative.
 *
 * <p>With h the larger argument, l the smaller and q = l/h, the secant is h^(p−1)·(1 − q^p)/(1 −
 * q). Near q = 1, where that cancels, it is h^(p−1)·e^(−(p−1)s)·sinh(ps)/sinh(s), s = −½ log q.
 * Where both arguments are 0 it is 0; for p below 1 the derivative is infinite there, but no
 * difference comes through.
 *
 * @param exponent p, more than 0
 */
public record Power(double exponent) implements Nonlinearity {
  /** Below this quotient of the arguments neither term of 1 − q^p cancels much. */
  private static final double FAR = 0.1;

  @Override
  public String name() {
    return "power " + exponent;
  }

  @Override
  public SDVariable value(Ops ops, SDVariable x) {
    return exponent == 0.5 ? ops.sameDiff().math().sqrt(x) : ops.sameDiff().math().pow(x, exponent);
  }

  @Override
  public SDVariable secant(Ops ops, Step step) {
    SDVariable high = ops.max(step.actual(), step.reference());
    SDVariable low = ops.min(step.actual(), step.reference());
    SDVariable bothZero = ops.isZero(high);
    SDVariable positive = high.add(bothZero);
    SDVariable quotient = low.div(positive);
    SDVariable isNear = ops.atLeast(quotient, FAR);
    SDVariable slope = ops.select(isNear, near(ops, quotient), far(ops, quotient, isNear));
    SDVariable scale = ops.sameDiff().math().pow(positive, exponent - 1);
    return ops.not(bothZero).mul(scale).mul(slope);
  }

  private SDVariable far(Ops ops, SDVariable quotient, SDVariable isNear) {
    return ops.not(value(ops, quotient)).div(ops.not(quotient).add(isNear));
  }

  private SDVariable near(Ops ops, SDVariable quotient) {
    var math = ops.sameDiff().math();
    SDVariable half = math.log(ops.atLeastBound(quotient, FAR)).mul(-0.5);
    SDVariable ratio =
        ops.divideOrElse(math.sinh(half.mul(exponent)), math.sinh(half), half.mul(0).add(exponent));
    return math.exp(half.mul(1 - exponent)).mul(ratio);
  }
}

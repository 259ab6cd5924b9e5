package io.github.dl4jdeeplift.rule.function;

import io.github.dl4jdeeplift.rule.Ops;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * x^p of numbers that are not negative.
 *
 * <p>With h the larger argument, l the smaller, q = l/h and k = |p|, the secant is S = (1 − q^k)/(1
 * − q) times h^(p−1), or for a negative p times −l^p/h. Near q = 1, where S cancels, it is
 * e^(−(k−1)s)·sinh(ks)/sinh(s), s = −½ log q. Where both arguments are 0 the secant is 0; for p
 * below 1 the derivative is infinite there, but no difference comes through.
 *
 * @param exponent p
 */
record Power(double exponent) implements Nonlinearity {
  /** Below this quotient of the arguments neither term of 1 − q^k cancels much. */
  private static final double FAR = 0.1;

  /** The largest 2ks: e to this power is far from overflowing float32. */
  private static final double LARGEST = 60;

  @Override
  public String name() {
    return "power " + exponent;
  }

  private double size() {
    return Math.abs(exponent);
  }

  private static SDVariable power(Ops ops, SDVariable x, double exponent) {
    return ops.sameDiff().math().pow(x, exponent);
  }

  @Override
  public SDVariable value(Ops ops, SDVariable x) {
    return power(ops, x, exponent);
  }

  @Override
  public SDVariable secant(Ops ops, Step step) {
    SDVariable high = ops.max(step.actual(), step.reference());
    SDVariable low = ops.min(step.actual(), step.reference());
    SDVariable bothZero = ops.isZero(high);
    SDVariable positive = high.add(bothZero);
    SDVariable scale =
        exponent < 0
            ? power(ops, low.add(bothZero), exponent).div(positive).neg()
            : power(ops, positive, exponent - 1);
    return ops.not(bothZero).mul(scale).mul(slope(ops, low.div(positive)));
  }

  /** Writes down S. */
  private SDVariable slope(Ops ops, SDVariable quotient) {
    double far = Math.max(FAR, Math.exp(-LARGEST / size()));
    SDVariable isNear = ops.atLeast(quotient, far);
    SDVariable plain = ops.not(power(ops, quotient, size())).div(ops.not(quotient).add(isNear));
    return ops.select(isNear, near(ops, ops.atLeastBound(quotient, far)), plain);
  }

  private SDVariable near(Ops ops, SDVariable quotient) {
    var math = ops.sameDiff().math();
    SDVariable half = math.log(quotient).mul(-0.5);
    SDVariable ratio =
        ops.divideOrElse(math.sinh(half.mul(size())), math.sinh(half), half.mul(0).add(size()));
    return math.exp(half.mul(1 - size())).mul(ratio);
  }
}

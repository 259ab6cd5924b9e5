package io.github.dl4jdeeplift.rule.function;

import io.github.dl4jdeeplift.rule.Ops;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Differences of exponentials and logarithms without cancellation.
 *
 * <p>ND4J's {@code expm1}, {@code log1p} and {@code tanh} lose their relative accuracy near 0:
 * hence (e^d − 1)/d = e^(d/2) · sinh(d/2)/(d/2), the last by its series.
 */
public final class Exponentials {
  private Exponentials() {}

  /**
   * Returns sinh(h)/h, and 1 at 0, for {@code h} from 0 to ½: its series 1 + h²/3! + h⁴/5! + ...,
   * of which the first term left out is below rounding there. ND4J's own sinh is a hundred times
   * slower than such an operation.
   */
  private static SDVariable sinhOverArgument(Ops ops, SDVariable h) {
    int terms = ops.dataType() == DataType.DOUBLE ? 7 : 4;
    SDVariable square = h.mul(h);
    SDVariable sum = square.mul(1.0 / ((2 * terms - 2) * (2 * terms - 1))).add(1);
    for (int term = terms - 2; term >= 1; term--) {
      sum = sum.mul(square).mul(1.0 / (2 * term * (2 * term + 1))).add(1);
    }
    return sum;
  }

  /**
   * Returns (e^a − e^b)/(a − b), and e^a where both are equal, for arguments at most about 80.
   *
   * <p>Steps above 1 take the plain quotient, which is accurate there and cannot overflow.
   *
   * @param ops operations of the program
   * @param a one argument
   * @param b the other, of the same shape
   */
  public static SDVariable exponentialSecant(Ops ops, SDVariable a, SDVariable b) {
    var math = ops.sameDiff().math();
    SDVariable distance = math.abs(a.sub(b));
    SDVariable far = ops.greater(distance, 1);
    SDVariable half = ops.atMostBound(distance, 1).mul(0.5);
    SDVariable near = math.exp(a.add(b).mul(0.5)).mul(sinhOverArgument(ops, half));
    SDVariable plain = math.abs(math.exp(a).sub(math.exp(b))).div(ops.atLeastBound(distance, 1));
    return ops.select(far, plain, near);
  }

  /**
   * Returns (1 − e^−d)/d, and 1 at 0, for {@code d} at least 0: as {@link #exponentialSecant}, by
   * one exponential, whose square is e^−d.
   */
  static SDVariable decay(Ops ops, SDVariable d) {
    SDVariable root = ops.sameDiff().math().exp(d.mul(-0.5));
    SDVariable half = ops.atMostBound(d, 1).mul(0.5);
    SDVariable near = root.mul(sinhOverArgument(ops, half));
    SDVariable plain = ops.not(root.mul(root)).div(ops.atLeastBound(d, 1));
    return ops.select(ops.greater(d, 1), plain, near);
  }

  /** Returns log(1 + u) for {@code u} at least 0, as u · log(w)/(w − 1) with w = 1 + u. */
  static SDVariable logOnePlus(Ops ops, SDVariable u) {
    SDVariable w = u.add(1);
    SDVariable ratio = ops.divideOrElse(ops.sameDiff().math().log(w), w.sub(1), u.mul(0).add(1));
    return u.mul(ratio);
  }
}

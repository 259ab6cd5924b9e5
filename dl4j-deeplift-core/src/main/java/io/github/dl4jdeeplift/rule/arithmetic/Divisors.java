package io.github.dl4jdeeplift.rule.arithmetic;

import io.github.dl4jdeeplift.rule.Ops;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * What a quotient y = a/b and its like make of the divisors of both passes, which are not negative.
 *
 * @param ops operations of the program
 * @param mean b̄, 1 where both are 0
 * @param isProduct whether a times 1/b is explained as a product: the smaller divisor is no less
 *     than {@link #SMALLEST} times the larger
 * @param inverse the multiplier of a: b̄/(b₁b₀), the mean of 1/b, or 1/b̄; 0 where both are 0
 */
record Divisors(Ops ops, SDVariable mean, SDVariable isProduct, SDVariable inverse) {
  /** Below this share of the larger divisor the multipliers of a product would cancel too much. */
  private static final double SMALLEST = 1e-3;

  static Divisors of(Ops ops, SDVariable actual, SDVariable reference) {
    SDVariable larger = ops.max(actual, reference);
    SDVariable isZero = ops.isZero(larger);
    SDVariable isProduct =
        ops.atLeast(ops.min(actual, reference), larger.mul(SMALLEST)).mul(ops.not(isZero));
    SDVariable mean = actual.add(reference).mul(0.5).add(isZero);
    SDVariable orOne = ops.not(isProduct);
    // One after the other: the product of both may be too small for a number.
    SDVariable ofProduct =
        mean.div(actual.mul(isProduct).add(orOne)).div(reference.mul(isProduct).add(orOne));
    SDVariable ofQuotient = ops.not(isZero).div(mean);
    return new Divisors(ops, mean, isProduct, ops.select(isProduct, ofProduct, ofQuotient));
  }

  /**
   * Writes down what −b's multiplier is of a's: ā/b̄, or ȳ.
   *
   * @param dividend ā
   * @param output ȳ
   */
  SDVariable meanOutput(SDVariable dividend, SDVariable output) {
    return ops.select(isProduct, dividend.div(mean), output);
  }
}

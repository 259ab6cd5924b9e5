package io.github.dl4jdeeplift.rule;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The cross-max rule of maxima.
 *
 * <p>The paper's equation 11 (section 2.3.2) pays the input's maximum alone, and misses the
 * difference where the reference has its maximum elsewhere. Here the winner q of a window is the
 * input's first maximum if it is at least the reference's maximum, else the reference's first
 * maximum; m = (max x − max r)/(x_q − r_q), and 1 where x_q = r_q. The denominator is 0 only where
 * the maxima are equal.
 */
public final class CrossMaxRule extends MaximumRule {
  CrossMaxRule(Pooling pooling) {
    super(pooling);
  }

  /**
   * Returns the rule of local windows.
   *
   * @param geometry the windows
   * @param channelsLast whether channels are the last dimension, else the first
   */
  public static CrossMaxRule of(WindowGeometry geometry, boolean channelsLast) {
    return new CrossMaxRule(Pooling.local(geometry, channelsLast));
  }

  /** Returns the rule of maxima over the last dimension, {@code [rows, cells] -> [rows]}. */
  public static CrossMaxRule overLast() {
    return new CrossMaxRule(input -> BlockWindows.global(input, 1, 1, new Shape(input.size(0))));
  }

  /**
   * Returns this rule for the windows of another.
   *
   * @param other the other rule
   */
  public static CrossMaxRule like(MaximumRule other) {
    return new CrossMaxRule(other.pooling());
  }

  @Override
  SDVariable multipliers(Ops ops, SDVariable actual, SDVariable reference, long count) {
    SDVariable actualMaximum = actual.max(true, Windows.CELLS);
    SDVariable referenceMaximum = reference.max(true, Windows.CELLS);
    SDVariable winner =
        ops.select(
            ops.atLeast(actualMaximum, referenceMaximum),
            first(ops, actual, count),
            first(ops, reference, count));
    SDVariable atWinner = winner.mul(actual.sub(reference)).sum(true, Windows.CELLS);
    SDVariable one = ops.constant(Nd4j.scalar(ops.dataType(), 1));
    return winner.mul(ops.divideOrElse(actualMaximum.sub(referenceMaximum), atWinner, one));
  }

  @Override
  public String description() {
    return "max pooling, cross-max";
  }
}

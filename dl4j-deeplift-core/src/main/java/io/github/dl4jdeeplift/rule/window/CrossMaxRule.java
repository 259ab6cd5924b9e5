package io.github.dl4jdeeplift.rule.window;

import io.github.dl4jdeeplift.rule.Multipliers;
import io.github.dl4jdeeplift.rule.NodeValues;
import io.github.dl4jdeeplift.rule.Ops;
import io.github.dl4jdeeplift.rule.Parts;
import io.github.dl4jdeeplift.rule.Shape;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;

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
  public Parts parts(Ops ops, NodeValues values) {
    Windows windows = pooling().windows(values.inputShape(0));
    if (!CrossMaxOfTwo.fits(windows)) {
      return super.parts(ops, values);
    }
    CrossMaxOfTwo ofTwo = CrossMaxOfTwo.of(ops, windows, values, lowest(ops));
    return values.parts(0).map(part -> ofTwo.part(ops, part));
  }

  @Override
  public List<Multipliers> backward(Ops ops, NodeValues values, Multipliers upstream) {
    Windows windows = pooling().windows(values.inputShape(0));
    if (!CrossMaxOfTwo.fits(windows)) {
      return super.backward(ops, values, upstream);
    }
    CrossMaxOfTwo ofTwo = CrossMaxOfTwo.of(ops, windows, values, lowest(ops));
    return List.of(upstream.map(each -> ofTwo.back(ops, each)));
  }

  /** The input's first maximum where it is the winner, and the reference's elsewhere. */
  @Override
  SDVariable ofCells(Ops ops, Windows windows, Pair pair) {
    SDVariable inputWins = ops.atLeast(pair.actualMaximum(), pair.referenceMaximum());
    SDVariable beaten = pair.reference().sub(inputWins.mul(largest(ops)));
    SDVariable maximum = ops.max(pair.actualMaximum(), pair.referenceMaximum());
    return first(ops, windows, ops.max(pair.actual(), beaten), maximum);
  }

  /** The quotient is 1 at most, and not a number at 0/0, of which the minimum with 1 makes 1. */
  @Override
  SDVariable ofWindows(Ops ops, Windows windows, Pair pair, SDVariable ofCells) {
    var math = ops.sameDiff().math();
    SDVariable difference = pair.actual().sub(pair.reference());
    SDVariable distance = windows.maxima(ops, math.abs(ofCells.mul(difference)));
    SDVariable rise = math.abs(pair.actualMaximum().sub(pair.referenceMaximum()));
    return ops.atMostBound(rise.div(distance), 1);
  }

  private static double largest(Ops ops) {
    return ops.dataType() == DataType.DOUBLE ? Double.MAX_VALUE : Float.MAX_VALUE;
  }

  @Override
  public String description() {
    return "max pooling, cross-max";
  }
}

package io.github.dl4jdeeplift.rule;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Maximum over windows or over a whole dimension, by the cross-max rule.
 *
 * <p>The paper's equation 11 (section 2.3.2) pays the input's maximum alone, and misses the
 * difference where the reference has its maximum elsewhere. Here the winner q of a window is the
 * input's first maximum if it is at least the reference's maximum, else the reference's first
 * maximum; m = (max x − max r)/(x_q − r_q), and 1 where x_q = r_q. The denominator is 0 only where
 * the maxima are equal. Windows that overlap add up.
 */
public final class MaxPoolingRule implements Rule {
  private final Pooling pooling;

  MaxPoolingRule(Pooling pooling) {
    this.pooling = pooling;
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    return pooling.windows(inputs.get(0)).output();
  }

  @Override
  public SDVariable forward(Ops ops, List<Value> inputs) {
    Windows windows = pooling.windows(inputs.get(0).shape());
    SDVariable cells = windows.unfold(ops, inputs.get(0).variable(), lowest(ops));
    return windows.toOutput(ops, cells.max(true, Windows.CELLS));
  }

  @Override
  public List<Multipliers> backward(Ops ops, NodeValues values, Multipliers upstream) {
    Windows windows = pooling.windows(values.inputShape(0));
    SDVariable actual = windows.unfold(ops, values.actual(0), lowest(ops));
    SDVariable reference = windows.unfold(ops, values.reference(0), lowest(ops));
    SDVariable actualMaximum = actual.max(true, Windows.CELLS);
    SDVariable referenceMaximum = reference.max(true, Windows.CELLS);
    SDVariable order = ops.constant(descending(windows.cells()).castTo(ops.dataType()));
    SDVariable winner =
        ops.select(
            ops.atLeast(actualMaximum, referenceMaximum),
            first(ops, actual, order),
            first(ops, reference, order));
    SDVariable atWinner = winner.mul(actual.sub(reference)).sum(true, Windows.CELLS);
    SDVariable one = ops.constant(Nd4j.scalar(ops.dataType(), 1));
    SDVariable multiplier =
        ops.divideOrElse(actualMaximum.sub(referenceMaximum), atWinner, one)
            .mul(windows.fromOutput(ops, upstream.positive()));
    return List.of(Multipliers.shared(windows.fold(ops, winner.mul(multiplier))));
  }

  /** Returns 1 at the first cell of each window that holds its maximum, 0 elsewhere. */
  private static SDVariable first(Ops ops, SDVariable cells, SDVariable order) {
    SDVariable ranked = ops.equal(cells, cells.max(true, Windows.CELLS)).mul(order);
    return ops.equal(ranked, ranked.max(true, Windows.CELLS));
  }

  /** Returns cells, cells - 1, ... 1, so that the first of several maxima ranks highest. */
  private static INDArray descending(long cells) {
    return Nd4j.arange((double) cells, 0, -1).reshape(1, 1, cells, 1);
  }

  private static double lowest(Ops ops) {
    return ops.dataType() == DataType.DOUBLE ? -Double.MAX_VALUE : -Float.MAX_VALUE;
  }

  @Override
  public String description() {
    return "max pooling, cross-max";
  }
}

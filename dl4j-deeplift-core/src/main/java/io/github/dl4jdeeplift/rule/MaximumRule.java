package io.github.dl4jdeeplift.rule;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Maximum over windows or over a whole dimension. Which cells of a window are paid, and how much,
 * is the subclass's choice; windows that overlap add up.
 */
public abstract sealed class MaximumRule implements PartwiseRule
    permits CrossMaxRule, PaperMaximumRule {
  private final Pooling pooling;

  MaximumRule(Pooling pooling) {
    this.pooling = pooling;
  }

  final Pooling pooling() {
    return pooling;
  }

  /**
   * Writes down the multiplier of each cell with respect to its window's maximum.
   *
   * @param actual cells in the pass of the example, {@code [batch, outer, cells, inner]}
   * @param reference cells in the pass of the reference
   * @param count number of cells in a window
   * @return {@code [batch, outer, cells, inner]}
   */
  abstract SDVariable multipliers(Ops ops, SDVariable actual, SDVariable reference, long count);

  @Override
  public final Shape outputShape(List<Shape> inputs) {
    return pooling.windows(inputs.get(0)).output();
  }

  @Override
  public final SDVariable forward(Ops ops, List<Value> inputs) {
    Windows windows = pooling.windows(inputs.get(0).shape());
    SDVariable cells = windows.unfold(ops, inputs.get(0).variable(), lowest(ops));
    return windows.toOutput(ops, cells.max(true, Windows.CELLS));
  }

  private SDVariable multipliers(Ops ops, NodeValues values) {
    Windows windows = pooling.windows(values.inputShape(0));
    return values.once(
        "multipliers",
        () ->
            multipliers(
                ops,
                windows.unfold(ops, values.actual(0), lowest(ops)),
                windows.unfold(ops, values.reference(0), lowest(ops)),
                windows.cells()));
  }

  @Override
  public final Parts parts(Ops ops, NodeValues values) {
    Windows windows = pooling.windows(values.inputShape(0));
    SDVariable multipliers = multipliers(ops, values);
    return values
        .parts(0)
        .map(
            part -> {
              SDVariable cells = windows.unfold(ops, part, 0).mul(multipliers);
              return windows.toOutput(ops, cells.sum(true, Windows.CELLS));
            });
  }

  @Override
  public final List<Multipliers> backward(Ops ops, NodeValues values, Multipliers upstream) {
    Windows windows = pooling.windows(values.inputShape(0));
    SDVariable multipliers = multipliers(ops, values);
    return List.of(
        upstream.map(each -> windows.fold(ops, multipliers.mul(windows.fromOutput(ops, each)))));
  }

  /** Returns 1 at the first cell of each window that holds its maximum, 0 elsewhere. */
  static SDVariable first(Ops ops, SDVariable cells, long count) {
    SDVariable order = ops.constant(descending(count).castTo(ops.dataType()));
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
  public final Trace trace() {
    return Trace.PASSES;
  }
}

package io.github.dl4jdeeplift.rule.window;

import io.github.dl4jdeeplift.rule.Multipliers;
import io.github.dl4jdeeplift.rule.NodeValues;
import io.github.dl4jdeeplift.rule.Ops;
import io.github.dl4jdeeplift.rule.Parts;
import io.github.dl4jdeeplift.rule.PartwiseRule;
import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.Trace;
import io.github.dl4jdeeplift.rule.Value;
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
   * Writes down which cells of each window are paid: the first factor of their multipliers.
   *
   * @return {@code [batch, outer, cells, inner]}
   */
  abstract SDVariable ofCells(Ops ops, Windows windows, Pair pair);

  /**
   * Writes down the other factor of the multipliers, the same for all cells of a window.
   *
   * @param ofCells the first factor
   * @return {@code [batch, outer, 1, inner]}, or 1
   */
  abstract SDVariable ofWindows(Ops ops, Windows windows, Pair pair, SDVariable ofCells);

  /**
   * Windows in both passes.
   *
   * @param actual cells in the pass of the example, {@code [batch, outer, cells, inner]}
   * @param reference cells in the pass of the reference
   * @param actualMaximum maxima in the pass of the example, {@code [batch, outer, 1, inner]}
   * @param referenceMaximum maxima in the pass of the reference
   */
  record Pair(
      SDVariable actual,
      SDVariable reference,
      SDVariable actualMaximum,
      SDVariable referenceMaximum) {}

  @Override
  public final Shape outputShape(List<Shape> inputs) {
    return pooling.windows(inputs.get(0)).output();
  }

  @Override
  public final SDVariable forward(Ops ops, List<Value> inputs) {
    Windows windows = pooling.windows(inputs.get(0).shape());
    SDVariable maxima = windows.maxima(ops, inputs.get(0).variable(), lowest(ops));
    return windows.toOutput(ops, maxima);
  }

  private Pair pair(Ops ops, Windows windows, NodeValues values) {
    double lowest = lowest(ops);
    return new Pair(
        values.once("actual", () -> windows.unfold(ops, values.actual(0), lowest)),
        values.once("reference", () -> windows.unfold(ops, values.reference(0), lowest)),
        windows.fromOutput(ops, values.actualOutput()),
        windows.fromOutput(ops, values.referenceOutput()));
  }

  private SDVariable ofCells(Ops ops, Windows windows, NodeValues values) {
    return values.once("cells", () -> ofCells(ops, windows, pair(ops, windows, values)));
  }

  private SDVariable ofWindows(Ops ops, Windows windows, NodeValues values) {
    SDVariable ofCells = ofCells(ops, windows, values);
    return values.once(
        "windows", () -> ofWindows(ops, windows, pair(ops, windows, values), ofCells));
  }

  @Override
  public Parts parts(Ops ops, NodeValues values) {
    Windows windows = pooling.windows(values.inputShape(0));
    SDVariable ofCells = ofCells(ops, windows, values);
    SDVariable ofWindows = ofWindows(ops, windows, values);
    return values
        .parts(0)
        .map(
            part -> {
              SDVariable paid = windows.unfold(ops, part, 0).mul(ofCells);
              return windows.toOutput(ops, paid.sum(true, Windows.CELLS).mul(ofWindows));
            });
  }

  @Override
  public List<Multipliers> backward(Ops ops, NodeValues values, Multipliers upstream) {
    Windows windows = pooling.windows(values.inputShape(0));
    SDVariable ofCells = ofCells(ops, windows, values);
    SDVariable ofWindows = ofWindows(ops, windows, values);
    return List.of(
        upstream.map(
            each -> {
              SDVariable paid = windows.fromOutput(ops, each).mul(ofWindows);
              return windows.fold(ops, ofCells.mul(paid));
            }));
  }

  /**
   * Returns 1 at the first cell of each window that holds its maximum, 0 elsewhere.
   *
   * @param cells {@code [batch, outer, cells, inner]}
   * @param maxima {@code [batch, outer, 1, inner]}
   */
  static SDVariable first(Ops ops, Windows windows, SDVariable cells, SDVariable maxima) {
    SDVariable order = ops.constant(descending(windows.cells()).castTo(ops.dataType()));
    SDVariable ranked = ops.equal(cells, maxima).mul(order);
    return ops.equal(ranked, windows.maxima(ops, ranked));
  }

  /** Returns cells, cells - 1, ... 1, so that the first of several maxima ranks highest. */
  private static INDArray descending(long cells) {
    return Nd4j.arange((double) cells, 0, -1).reshape(1, 1, cells, 1);
  }

  static double lowest(Ops ops) {
    return ops.dataType() == DataType.DOUBLE ? -Double.MAX_VALUE : -Float.MAX_VALUE;
  }

  @Override
  public final Trace trace() {
    return Trace.PASSES;
  }
}

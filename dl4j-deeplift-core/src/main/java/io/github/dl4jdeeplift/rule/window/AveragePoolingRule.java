package io.github.dl4jdeeplift.rule.window;

import io.github.dl4jdeeplift.rule.LinearRule;
import io.github.dl4jdeeplift.rule.Ops;
import io.github.dl4jdeeplift.rule.Rule;
import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.Value;
import java.util.Arrays;
import java.util.Optional;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Average and sum over windows or over a whole dimension; m = 1 / cells, or 1 (section 2.3.1).
 *
 * <p>Whether padding counts as cells is the layer's own choice.
 */
public final class AveragePoolingRule extends LinearRule {
  /** What a window is divided by. */
  public enum Divisor {
    /** Nothing: a sum. */
    NONE,
    /** The cells inside the array. */
    REAL_CELLS,
    /** All cells of the window, padding included. */
    ALL_CELLS
  }

  private final Pooling pooling;
  private final Divisor divisor;

  /**
   * Returns the rule of local windows.
   *
   * @param geometry the windows
   * @param channelsLast whether channels are the last dimension, else the first
   * @param divisor what their sums are divided by
   */
  public static AveragePoolingRule of(
      WindowGeometry geometry, boolean channelsLast, Divisor divisor) {
    return new AveragePoolingRule(Pooling.local(geometry, channelsLast), divisor);
  }

  AveragePoolingRule(Pooling pooling, Divisor divisor) {
    this.pooling = pooling;
    this.divisor = divisor;
  }

  /** Returns the same rule for channels last; empty where channels do not come first. */
  Optional<Rule> channelsLast() {
    return pooling.channelsLast().map(moved -> new AveragePoolingRule(moved, divisor));
  }

  @Override
  public Shape outputShape(Shape input) {
    return pooling.windows(input).output();
  }

  @Override
  public SDVariable linear(Ops ops, Value input) {
    Windows windows = pooling.windows(input.shape());
    SDVariable sums = windows.unfold(ops, input.variable(), 0).sum(true, Windows.CELLS);
    return windows.toOutput(ops, sums.mul(weights(ops, windows)));
  }

  @Override
  public SDVariable transpose(Ops ops, Value output, Shape input) {
    Windows windows = pooling.windows(input);
    SDVariable shares = windows.fromOutput(ops, output.variable()).mul(weights(ops, windows));
    INDArray ones = Nd4j.ones(ops.dataType(), 1, 1, windows.cells(), 1);
    return windows.fold(ops, shares.mul(ops.constant(ones)));
  }

  private SDVariable weights(Ops ops, Windows windows) {
    double[] weights =
        Arrays.stream(windows.realCells())
            .map(
                real ->
                    switch (divisor) {
                      case NONE -> 1;
                      case REAL_CELLS -> 1 / real;
                      case ALL_CELLS -> 1.0 / windows.cells();
                    })
            .toArray();
    return ops.constant(
        Nd4j.createFromArray(weights).castTo(ops.dataType()).reshape(1, weights.length, 1, 1));
  }

  @Override
  public String description() {
    return "linear";
  }
}

package io.github.dl4jdeeplift.rule.window;

import io.github.dl4jdeeplift.rule.Ops;
import io.github.dl4jdeeplift.rule.Shape;
import java.util.Arrays;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * Windows that lie one behind the other in memory, so that a reshape finds them: global pooling
 * over neighboring dimensions, and pooling of sequences with neither gap nor overlap.
 *
 * @param input shape of the input
 * @param axis the pooled dimension, the batch left out; the first of them where there are several
 * @param last the last pooled dimension
 * @param cells cells in a window
 * @param windows number of windows along the pooled dimension
 * @param output shape of the pooling's output
 */
record BlockWindows(Shape input, int axis, int last, long cells, long windows, Shape output)
    implements Windows {

  /** Returns one window over all of the neighboring dimensions {@code axis} to {@code last}. */
  static BlockWindows global(Shape input, int axis, int last, Shape output) {
    long cells = product(input, axis, last + 1);
    return new BlockWindows(input, axis, last, cells, 1, output);
  }

  /** Returns windows of {@code window.kernel()} cells along one dimension. */
  static BlockWindows tiles(Shape input, int axis, AxisWindow window) {
    long windows = window.output(input.size(axis));
    return new BlockWindows(input, axis, axis, window.kernel(), windows, input.with(axis, windows));
  }

  private static long product(Shape shape, int begin, int end) {
    return Arrays.stream(shape.dimensions(), begin, end).reduce(1, (a, b) -> a * b);
  }

  @Override
  public long outer() {
    return product(input, 0, axis) * windows;
  }

  @Override
  public long inner() {
    return product(input, last + 1, input.rank());
  }

  /** Cells that the windows reach beyond the input's end; negative where they leave some out. */
  private long overhang() {
    return cells * windows - product(input, axis, last + 1);
  }

  @Override
  public SDVariable unfold(Ops ops, SDVariable array, double padding) {
    SDVariable whole = array;
    long overhang = overhang();
    if (overhang > 0) {
      whole = ops.pad(array, new long[input.rank()], atAxis(overhang), padding);
    } else if (overhang < 0) {
      whole = ops.slice(array, input, axis, new Ops.Interval(0, cells * windows, 1));
    }
    return ops.reshape(whole, outer(), cells, inner());
  }

  @Override
  public SDVariable maxima(Ops ops, SDVariable array, double padding) {
    boolean leavesOut = overhang() < 0 && axis == 0 && inner() >= FEW_NUMBERS;
    return leavesOut
        ? ops.reshape(
            pooled(ops, ops.reshape(array, 1, input.size(0), inner())), outer(), 1, inner())
        : Windows.super.maxima(ops, array, padding);
  }

  @Override
  public SDVariable fold(Ops ops, SDVariable array) {
    long overhang = overhang();
    if (overhang == 0) {
      return ops.reshape(array, input.dimensions());
    }
    Shape whole = input.with(axis, cells * windows);
    SDVariable reshaped = ops.reshape(array, whole.dimensions());
    return overhang > 0
        ? ops.slice(reshaped, whole, axis, new Ops.Interval(0, input.size(axis), 1))
        : ops.pad(reshaped, new long[input.rank()], atAxis(-overhang), 0);
  }

  private long[] atAxis(long value) {
    long[] values = new long[input.rank()];
    values[axis] = value;
    return values;
  }

  @Override
  public double[] realCells() {
    double[] counts = new double[Math.toIntExact(outer())];
    Arrays.fill(counts, (double) cells);
    for (int place = 1; place <= counts.length && overhang() > 0; place++) {
      if (place % windows == 0) {
        counts[place - 1] = cells - overhang();
      }
    }
    return counts;
  }
}

package io.github.dl4jdeeplift.rule.window;

import io.github.dl4jdeeplift.rule.Ops;
import io.github.dl4jdeeplift.rule.Shape;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Pooling2DConfig;

/**
 * Windows that tile images with neither gap nor overlap: one permutation puts the cells of each
 * beside each other.
 *
 * @param input shape of the input
 * @param channelsLast whether images are {@code [height, width, channels]}, else {@code [channels,
 *     height, width]}
 * @param rows the windows along the height
 * @param columns the windows along the width
 */
record TiledWindows(Shape input, boolean channelsLast, AxisWindow rows, AxisWindow columns)
    implements Windows {

  private int heightAxis() {
    return channelsLast ? 0 : 1;
  }

  private long height() {
    return rows.output(input.size(heightAxis()));
  }

  private long width() {
    return columns.output(input.size(heightAxis() + 1));
  }

  private long channels() {
    return input.size(channelsLast ? 2 : 0);
  }

  @Override
  public Shape output() {
    return channelsLast
        ? new Shape(height(), width(), channels())
        : new Shape(channels(), height(), width());
  }

  @Override
  public long cells() {
    return rows.kernel() * columns.kernel();
  }

  @Override
  public long outer() {
    return height() * width() * (channelsLast ? 1 : channels());
  }

  @Override
  public long inner() {
    return channelsLast ? channels() : 1;
  }

  /** Returns the shape of the part of the input, or of the padded input, that windows cover. */
  private Shape covered() {
    return input
        .with(heightAxis(), height() * rows.kernel())
        .with(heightAxis() + 1, width() * columns.kernel());
  }

  /** Cuts or pads both spatial dimensions from one shape to another. */
  private SDVariable resized(Ops ops, SDVariable array, Shape from, Shape to, double padding) {
    SDVariable result = array;
    Shape shape = from;
    long[] after = new long[3];
    for (int axis = heightAxis(); axis < heightAxis() + 2; axis++) {
      long kept = Math.min(from.size(axis), to.size(axis));
      result = ops.slice(result, shape, axis, new Ops.Interval(0, kept, 1));
      shape = shape.with(axis, kept);
      after[axis] = to.size(axis) - kept;
    }
    return ops.pad(result, new long[3], after, padding);
  }

  /** Rows of windows, for each channel where channels come first. */
  private long[] apart() {
    return new long[] {-1, rows.kernel(), width(), columns.kernel() * inner()};
  }

  private long[] together() {
    return new long[] {-1, width(), rows.kernel(), columns.kernel() * inner()};
  }

  @Override
  public SDVariable unfold(Ops ops, SDVariable array, double padding) {
    SDVariable whole = resized(ops, array, input, covered(), padding);
    SDVariable permuted = ops.permute(whole.reshape(apart()), 0, 2, 1, 3);
    return ops.reshape(permuted, outer(), cells(), inner());
  }

  @Override
  public SDVariable fold(Ops ops, SDVariable windows) {
    SDVariable permuted = ops.permute(windows.reshape(together()), 0, 2, 1, 3);
    SDVariable whole = ops.reshape(permuted, covered().dimensions());
    return resized(ops, whole, covered(), input, 0);
  }

  @Override
  public SDVariable maxima(Ops ops, SDVariable array, double padding) {
    if (!channelsLast || inner() < FEW_NUMBERS) {
      return Windows.super.maxima(ops, array, padding);
    }
    Pooling2DConfig windows =
        Pooling2DConfig.builder()
            .kH(rows.kernel())
            .kW(columns.kernel())
            .sH(rows.kernel())
            .sW(columns.kernel())
            .isNHWC(true)
            .build();
    SDVariable whole = resized(ops, array, input, covered(), padding);
    return ops.reshape(ops.sameDiff().cnn().maxPooling2d(whole, windows), outer(), 1, inner());
  }

  @Override
  public double[] realCells() {
    double[] counts = new double[Math.toIntExact(outer())];
    int width = Math.toIntExact(width());
    int height = Math.toIntExact(height());
    for (int window = 0; window < counts.length; window++) {
      long along = real(rows, window / width % height, input.size(heightAxis()));
      counts[window] = along * real(columns, window % width, input.size(heightAxis() + 1));
    }
    return counts;
  }

  private static long real(AxisWindow window, long place, long size) {
    return Math.min(window.kernel(), size - place * window.kernel());
  }
}

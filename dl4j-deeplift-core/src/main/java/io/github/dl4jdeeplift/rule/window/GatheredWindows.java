package io.github.dl4jdeeplift.rule.window;

import io.github.dl4jdeeplift.rule.Ops;
import io.github.dl4jdeeplift.rule.Shape;
import java.util.Arrays;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Windows of any overlap, dilation and padding, found by a table of places. */
final class GatheredWindows implements Windows {
  private final Shape input;
  private final Shape output;
  private final boolean channelsLast;
  private final long channels;
  private final WindowTable table;
  private final INDArray gather;
  private final INDArray gatherBack;

  /**
   * Makes the windows.
   *
   * @param input shape of the input
   * @param channelsLast whether channels are the last dimension, else the first
   * @param axes the windows along each spatial dimension
   */
  GatheredWindows(Shape input, boolean channelsLast, List<AxisWindow> axes) {
    int first = channelsLast ? 0 : 1;
    long[] sizes = input.dimensions();
    long[] spatial = Arrays.copyOfRange(sizes, first, first + axes.size());
    for (int axis = 0; axis < axes.size(); axis++) {
      sizes[first + axis] = axes.get(axis).output(spatial[axis]);
    }
    this.input = input;
    this.output = new Shape(sizes);
    this.channelsLast = channelsLast;
    this.channels = input.size(channelsLast ? -1 : 0);
    this.table = WindowTable.of(spatial, axes);
    this.gather = Nd4j.createFromArray(table.placeOfCell());
    this.gatherBack = Nd4j.createFromArray(table.cellsOfPlace());
  }

  private int spatialAxis() {
    return channelsLast ? 1 : 2;
  }

  /** Takes cells of a spatial dimension of {@code size}, one cell of padding put behind it. */
  private SDVariable take(Ops ops, SDVariable array, INDArray indices, double padding) {
    long[] after = channelsLast ? new long[] {1, 0} : new long[] {0, 1};
    SDVariable padded = ops.pad(array, new long[2], after, padding);
    return ops.sameDiff().gather(padded, ops.constant(indices), spatialAxis());
  }

  private SDVariable flat(Ops ops, SDVariable array, long size) {
    return channelsLast ? ops.reshape(array, size, channels) : ops.reshape(array, channels, size);
  }

  @Override
  public long cells() {
    return table.cells();
  }

  @Override
  public long inner() {
    return channelsLast ? channels : 1;
  }

  @Override
  public SDVariable unfold(Ops ops, SDVariable array, double padding) {
    SDVariable cells = take(ops, flat(ops, array, table.places()), gather, padding);
    return channelsLast
        ? ops.reshape(cells, outer(), table.cells(), channels)
        : ops.reshape(cells, outer(), table.cells(), 1);
  }

  @Override
  public SDVariable fold(Ops ops, SDVariable windows) {
    long count = table.placeOfCell().length;
    SDVariable cells = take(ops, flat(ops, windows, count), gatherBack, 0);
    long cover = table.cover();
    SDVariable shared =
        channelsLast
            ? ops.reshape(cells, table.places(), cover, channels).sum(2)
            : ops.reshape(cells, channels, table.places(), cover).sum(3);
    return ops.reshape(shared, input.dimensions());
  }

  @Override
  public long outer() {
    long windows = table.placeOfCell().length / table.cells();
    return channelsLast ? windows : windows * channels;
  }

  @Override
  public double[] realCells() {
    double[] counts = table.realCells();
    double[] result = new double[Math.toIntExact(outer())];
    for (int window = 0; window < result.length; window++) {
      result[window] = counts[window % counts.length];
    }
    return result;
  }

  @Override
  public Shape output() {
    return output;
  }
}

package io.github.dl4jdeeplift.rule.window;

import io.github.dl4jdeeplift.rule.Ops;
import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.Value;
import io.github.dl4jdeeplift.rule.WeightedRule;
import io.github.dl4jdeeplift.rule.shape.PaddingRule;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.ops.SDCNN;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Cross-correlation of images with a kernel, the map inside every convolution and, with the kernel
 * flipped, inside every convolution's transpose.
 *
 * <p>A dilated kernel runs without dilation on the d interleaved images that it sees apart from
 * each other: the same sums, and oneDNN cannot run dilated kernels.
 *
 * @param kernel {@code [height, width, in, out]}; depthwise {@code [height, width, in, multiplier]}
 * @param bias {@code [outputs]}, or null
 * @param channelsLast whether images are {@code [height, width, channels]}, else {@code [channels,
 *     height, width]}
 * @param depthwise whether each channel is seen alone, by as many kernels as the multiplier says
 */
public record Correlation(
    INDArray kernel, @Nullable INDArray bias, boolean channelsLast, boolean depthwise) {
  /** Returns the number of channels that come out. */
  long outputs() {
    return depthwise ? kernel.size(2) * kernel.size(3) : kernel.size(3);
  }

  /** Returns the same correlation without its bias. */
  Correlation linear() {
    return new Correlation(kernel, null, channelsLast, depthwise);
  }

  /** Returns the correlation with the magnitudes of the weights, without bias. */
  Correlation absolute() {
    return new Correlation(Transforms.abs(kernel, true), null, channelsLast, depthwise);
  }

  /** Returns the correlation followed by factors and summands of its output's channels. */
  Correlation scaled(INDArray factors, INDArray summands) {
    return new Correlation(
        kernel.mul(factors.reshape(1, 1, 1, factors.length())),
        WeightedRule.scaled(bias, factors, summands),
        channelsLast,
        depthwise);
  }

  /**
   * Returns the correlation that the transpose runs: the kernel by half a turn, inputs and outputs
   * changed for each other. A depthwise one gives each output of a channel on its own: {@link
   * #gathered} adds them up.
   */
  Correlation flipped() {
    long cells = kernel.size(0) * kernel.size(1);
    INDArray from = kernel.reshape('c', new long[] {cells, kernel.size(2), kernel.size(3)});
    long in = depthwise ? outputs() : kernel.size(3);
    long out = depthwise ? 1 : kernel.size(2);
    INDArray turned = Nd4j.create(kernel.dataType(), kernel.size(0), kernel.size(1), in, out);
    INDArray to = turned.reshape('c', new long[] {cells, in, out});
    for (long cell = 0; cell < cells; cell++) {
      INDArray own = from.slice(cell);
      INDArray place = to.slice(cells - 1 - cell);
      place.assign(depthwise ? own.dup('c').reshape('c', new long[] {in, 1}) : own.transpose());
    }
    return new Correlation(turned, null, channelsLast, depthwise);
  }

  /** Writes down the sums over the outputs of each channel. */
  SDVariable gathered(Ops ops, Value image) {
    long multiplier = kernel.size(3);
    if (!depthwise || multiplier == 1) {
      return image.variable();
    }
    long in = kernel.size(2);
    long cells = image.shape().length() / (in * multiplier);
    return channelsLast
        ? ops.reshape(image.variable(), cells * in, multiplier, 1).sum(true, 2)
        : ops.reshape(image.variable(), in, multiplier, cells).sum(true, 2);
  }

  /** Returns the place of a spatial dimension in an image's shape. */
  int axis(int spatial) {
    return channelsLast ? spatial : spatial + 1;
  }

  /** Returns the shape of an image. */
  Shape image(long channels, long height, long width) {
    return channelsLast ? new Shape(height, width, channels) : new Shape(channels, height, width);
  }

  /**
   * Writes down the correlation.
   *
   * @param input images
   * @param rows windows along the height
   * @param columns windows along the width
   */
  SDVariable apply(Ops ops, Value input, AxisWindow rows, AxisWindow columns) {
    if (depthwise && kernel.size(0) * kernel.size(1) == 1) {
      AxisWindow wider =
          new AxisWindow(2, columns.stride(), 1, columns.before(), columns.after() + 1);
      return widened().apply(ops, input, rows, wider);
    }
    if (rows.dilation() > 1 || columns.dilation() > 1) {
      DilatedSequence sequence = new DilatedSequence(this, columns);
      if (sequence.fits(input.shape(), rows)) {
        return sequence.apply(ops, input);
      }
      Value padded = pad(ops, input, rows, columns);
      return dilated(ops, padded, rows.padded(), columns.padded());
    }
    boolean oneCell =
        image(1, rows.output(height(input)), columns.output(width(input))).length() == 1;
    if (depthwise && oneCell) {
      return oneCell(ops, input, rows, columns);
    }
    if (rows.before() == rows.after()
        && columns.before() == columns.after()
        && rows.before() >= 0
        && columns.before() >= 0) {
      return correlate(ops, input, rows, columns);
    }
    return correlate(ops, pad(ops, input, rows, columns), rows.padded(), columns.padded());
  }

  /**
   * Returns the same map with a second cell of zeros in its windows: ND4J 1.0.0-M2.1 fails on one
   * cell where there are as many places as kernels ("Z array must be scalar").
   */
  private Correlation widened() {
    INDArray zeros = Nd4j.zeros(kernel.dataType(), kernel.shape());
    return new Correlation(Nd4j.concat(1, kernel, zeros), bias, channelsLast, true);
  }

  private long height(Value input) {
    return input.shape().size(axis(0));
  }

  private long width(Value input) {
    return input.shape().size(axis(1));
  }

  /**
   * A second cell is worked out and dropped: ND4J 1.0.0-M2.1 fails on one cell of one example ("Z
   * array must be scalar").
   */
  private SDVariable oneCell(Ops ops, Value input, AxisWindow rows, AxisWindow columns) {
    long stride = columns.stride();
    AxisWindow wider =
        new AxisWindow(columns.kernel(), stride, 1, columns.before(), columns.after() + stride);
    SDVariable both = correlate(ops, pad(ops, input, rows, wider), rows.padded(), wider.padded());
    return ops.slice(both, image(outputs(), 1, 2), axis(1), new Ops.Interval(0, 1, 1));
  }

  SDVariable correlate(Ops ops, Value input, AxisWindow rows, AxisWindow columns) {
    Conv2DConfig configuration =
        Conv2DConfig.builder()
            .kH(rows.kernel())
            .kW(columns.kernel())
            .sH(rows.stride())
            .sW(columns.stride())
            .pH(rows.before())
            .pW(columns.before())
            .dataFormat(channelsLast ? Conv2DConfig.NHWC : Conv2DConfig.NCHW)
            .build();
    SDVariable weights = ops.constant(kernel);
    SDCNN operations = ops.sameDiff().cnn();
    if (bias == null) {
      return depthwise
          ? operations.depthWiseConv2d(input.variable(), weights, configuration)
          : operations.conv2d(input.variable(), weights, configuration);
    }
    SDVariable constants = ops.constant(bias);
    return depthwise
        ? operations.depthWiseConv2d(input.variable(), weights, constants, configuration)
        : operations.conv2d(input.variable(), weights, constants, configuration);
  }

  private Value pad(Ops ops, Value input, AxisWindow rows, AxisWindow columns) {
    long[] before = new long[3];
    long[] after = new long[3];
    before[axis(0)] = rows.before();
    before[axis(1)] = columns.before();
    after[axis(0)] = rows.after();
    after[axis(1)] = columns.after();
    return resize(ops, input, before, after);
  }

  private static Value resize(Ops ops, Value input, long[] before, long[] after) {
    Shape shape = input.shape();
    for (int axis = 0; axis < before.length; axis++) {
      shape = shape.with(axis, shape.size(axis) + before[axis] + after[axis]);
    }
    return new Value(PaddingRule.resize(ops, input, before, after), shape);
  }

  private SDVariable dilated(Ops ops, Value input, AxisWindow rows, AxisWindow columns) {
    Shape shape = input.shape();
    long outputHeight = rows.output(shape.size(axis(0)));
    long outputWidth = columns.output(shape.size(axis(1)));
    Interleaving interleaving = new Interleaving(rows.dilation(), columns.dilation(), channelsLast);
    Value apart = interleaving.split(ops, input);
    AxisWindow dense = new AxisWindow(rows.kernel(), 1, 1, 0, 0);
    AxisWindow denseColumns = new AxisWindow(columns.kernel(), 1, 1, 0, 0);
    long height = dense.output(apart.shape().size(axis(0)));
    long width = denseColumns.output(apart.shape().size(axis(1)));
    Value sums =
        new Value(correlate(ops, apart, dense, denseColumns), image(outputs(), height, width));
    Value joined = interleaving.join(ops, sums);
    return every(ops, joined, new AxisWindow[] {rows, columns}, outputHeight, outputWidth);
  }

  private SDVariable every(
      Ops ops, Value input, AxisWindow[] windows, long outputHeight, long outputWidth) {
    long[] outputs = {outputHeight, outputWidth};
    SDVariable result = input.variable();
    Shape shape = input.shape();
    for (int spatial = 0; spatial < 2; spatial++) {
      long stride = windows[spatial].stride();
      long end = (outputs[spatial] - 1) * stride + 1;
      result = ops.slice(result, shape, axis(spatial), new Ops.Interval(0, end, stride));
      shape = shape.with(axis(spatial), outputs[spatial]);
    }
    return result;
  }

  /**
   * Writes down images whose cells lie {@code stride} apart, zeros between.
   *
   * @param spatial the spatial dimension
   */
  Value spread(Ops ops, Value input, int spatial, long stride) {
    if (stride == 1) {
      return input;
    }
    int axis = axis(spatial);
    long[] sizes = input.shape().dimensions();
    long[] apart = new long[sizes.length + 1];
    System.arraycopy(sizes, 0, apart, 0, axis + 1);
    apart[axis + 1] = 1;
    System.arraycopy(sizes, axis + 1, apart, axis + 2, sizes.length - axis - 1);
    long[] after = new long[apart.length];
    after[axis + 1] = stride - 1;
    SDVariable padded =
        ops.pad(ops.reshape(input.variable(), apart), new long[apart.length], after, 0);
    Shape shape = input.shape().with(axis, sizes[axis] * stride);
    return new Value(ops.reshape(padded, shape.dimensions()), shape);
  }
}

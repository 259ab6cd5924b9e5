package io.github.dl4jdeeplift.rule.window;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.jspecify.annotations.Nullable;

/**
 * Sizes and mode of a convolution's or pooling's windows, as Deeplearning4j configures them.
 *
 * @param kernel cells in a window, for each spatial dimension
 * @param stride distance between windows
 * @param padding cells of padding on each side, where the mode does not decide
 * @param dilation distance between the cells of a window
 * @param mode strict, truncate, same or causal
 */
public record WindowGeometry(
    long[] kernel, long[] stride, long[] padding, long[] dilation, ConvolutionMode mode) {

  /** Returns the geometry of one-dimensional windows, of which Deeplearning4j keeps two sizes. */
  public WindowGeometry first() {
    return new WindowGeometry(
        new long[] {kernel[0]},
        new long[] {stride[0]},
        new long[] {padding[0]},
        new long[] {dilation[0]},
        mode);
  }

  /** Returns the geometry along all dimensions but one. */
  WindowGeometry without(int axis) {
    return new WindowGeometry(
        without(kernel, axis),
        without(stride, axis),
        without(padding, axis),
        without(dilation, axis),
        mode);
  }

  /** Returns the geometry whose windows along one dimension are its single cells. */
  WindowGeometry withoutWindows(int axis) {
    return new WindowGeometry(
        with(kernel, axis, 1),
        with(stride, axis, 1),
        with(padding, axis, 0),
        with(dilation, axis, 1),
        mode);
  }

  private static long[] with(long[] values, int axis, long value) {
    long[] changed = values.clone();
    changed[axis] = value;
    return changed;
  }

  private static long[] without(long[] values, int axis) {
    return IntStream.range(0, values.length)
        .filter(other -> other != axis)
        .mapToLong(other -> values[other])
        .toArray();
  }

  /**
   * Returns the size of a deconvolution's output along one dimension.
   *
   * @param axis the spatial dimension
   * @param input size of the deconvolution's input
   */
  long enlarged(int axis, long input) {
    return mode == ConvolutionMode.Same
        ? stride[axis] * input
        : stride[axis] * (input - 1) + extent(axis) - 2 * padding[axis];
  }

  private long extent(int axis) {
    return (kernel[axis] - 1) * dilation[axis] + 1;
  }

  /** Makes a geometry of Deeplearning4j's int arrays. */
  public static WindowGeometry of(
      int[] kernel, int[] stride, int[] padding, int[] dilation, ConvolutionMode mode) {
    return new WindowGeometry(longs(kernel), longs(stride), longs(padding), longs(dilation), mode);
  }

  /** Returns a convolution's windows, along as many dimensions as it is configured for. */
  public static WindowGeometry of(ConvolutionLayer layer) {
    return of(
        layer.getKernelSize(),
        layer.getStride(),
        layer.getPadding(),
        layer.getDilation(),
        orDefault(layer.getConvolutionMode()));
  }

  /** Returns a pooling's windows. */
  public static WindowGeometry of(SubsamplingLayer layer) {
    return of(
        layer.getKernelSize(),
        layer.getStride(),
        layer.getPadding(),
        layer.getDilation(),
        orDefault(layer.getConvolutionMode()));
  }

  private static ConvolutionMode orDefault(@Nullable ConvolutionMode mode) {
    return mode == null ? ConvolutionMode.Truncate : mode;
  }

  private static long[] longs(int[] values) {
    return Arrays.stream(values).asLongStream().toArray();
  }

  /**
   * Returns the windows along one dimension.
   *
   * @param axis the spatial dimension
   * @param input its size
   * @throws IllegalArgumentException if not even one window fits
   */
  AxisWindow along(int axis, long input) {
    long extent = extent(axis);
    AxisWindow window =
        switch (mode) {
          case Same -> same(axis, input, extent);
          case Causal -> window(axis, extent - 1, 0);
          case Strict, Truncate -> window(axis, padding[axis], padding[axis]);
        };
    if (window.output(input) < 1) {
      throw new IllegalArgumentException(
          "its window of " + extent + " is longer than the input of " + input);
    }
    return window;
  }

  /** Where windows leave gaps ND4J cuts both ends, where TensorFlow starts at the first cell. */
  private AxisWindow same(int axis, long input, long extent) {
    long output = Math.floorDiv(input + stride[axis] - 1, stride[axis]);
    long total = (output - 1) * stride[axis] + extent - input;
    return window(axis, total / 2, total - total / 2);
  }

  private AxisWindow window(int axis, long before, long after) {
    return new AxisWindow(kernel[axis], stride[axis], dilation[axis], before, after);
  }
}

package io.github.dl4jdeeplift.rule.window;

import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.UnsupportedLayerException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Subsampling1DLayer;
import org.deeplearning4j.nn.conf.layers.Subsampling3DLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.jspecify.annotations.Nullable;

/** How a pooling layer, local or global, divides an input of a given shape into windows. */
interface Pooling {
  /**
   * Returns the windows for an input.
   *
   * @param input shape of the input, the batch left out
   * @throws IllegalArgumentException if the layer cannot take such inputs
   */
  Windows windows(Shape input);

  /** Returns the same pooling for channels last; empty where channels do not come first. */
  default Optional<Pooling> channelsLast() {
    return Optional.empty();
  }

  /** Returns the windows of a pooling over images. */
  static Pooling ofImages(SubsamplingLayer layer) {
    return local(WindowGeometry.of(layer), layer.getCnn2dDataFormat() == CNN2DFormat.NHWC);
  }

  /**
   * Returns the windows of a pooling over sequences.
   *
   * @throws UnsupportedLayerException where Deeplearning4j itself pools wrongly
   */
  static Pooling ofSequences(Subsampling1DLayer layer) {
    WindowGeometry geometry = WindowGeometry.of(layer).first();
    switch (geometry.mode()) {
      case Causal ->
          throw new UnsupportedLayerException(
              "Deeplearning4j 1.0.0-M2.1 runs its causal mode as no padding at all: use"
                  + " ConvolutionMode.Same or Truncate");
      case Strict, Truncate -> {
        if (geometry.padding()[0] > 0) {
          throw new UnsupportedLayerException(
              "Deeplearning4j 1.0.0-M2.1 itself pads a dimension that is not there (padding "
                  + geometry.padding()[0]
                  + "): pad with a layer before it, or use ConvolutionMode.Same");
        }
      }
      case Same -> {}
    }
    // Deeplearning4j ignores the dilation of this layer.
    WindowGeometry dense =
        new WindowGeometry(
            geometry.kernel(),
            geometry.stride(),
            geometry.padding(),
            new long[] {1},
            geometry.mode());
    return local(dense, layer.getCnn2dDataFormat() == CNN2DFormat.NHWC);
  }

  /** Returns the windows of a pooling over volumes. */
  static Pooling ofVolumes(Subsampling3DLayer layer) {
    WindowGeometry geometry =
        WindowGeometry.of(
            layer.getKernelSize(),
            layer.getStride(),
            layer.getPadding(),
            layer.getDilation(),
            layer.getConvolutionMode());
    return local(geometry, layer.getDataFormat() == Convolution3D.DataFormat.NDHWC);
  }

  /** Returns local windows. */
  static Pooling local(WindowGeometry geometry, boolean channelsLast) {
    return new Local(geometry, channelsLast);
  }

  /**
   * Windows along the spatial dimensions.
   *
   * @param geometry the windows
   * @param areChannelsLast whether channels are the last dimension, else the first
   */
  record Local(WindowGeometry geometry, boolean areChannelsLast) implements Pooling {
    @Override
    public Windows windows(Shape input) {
      int spatial = geometry.kernel().length;
      if (input.rank() != spatial + 1) {
        throw new IllegalArgumentException(
            "takes arrays of rank " + (spatial + 2) + ", not " + (input.rank() + 1));
      }
      int first = areChannelsLast ? 0 : 1;
      List<AxisWindow> axes = new ArrayList<>();
      for (int axis = 0; axis < spatial; axis++) {
        axes.add(geometry.along(axis, input.size(axis + first)));
      }
      if (!axes.stream().allMatch(AxisWindow::tiles) || spatial > 2) {
        return new GatheredWindows(input, areChannelsLast, axes);
      }
      return spatial == 1
          ? BlockWindows.tiles(input, first, axes.get(0))
          : new TiledWindows(input, areChannelsLast, axes.get(0), axes.get(1));
    }

    @Override
    public Optional<Pooling> channelsLast() {
      return areChannelsLast ? Optional.empty() : Optional.of(new Local(geometry, true));
    }
  }

  /** Returns the one window of a global pooling. */
  static Pooling global(GlobalPoolingLayer layer) {
    return input -> {
      int[] axes = pooledAxes(layer.getPoolingDimensions(), input);
      int last = axes[axes.length - 1];
      if (last - axes[0] + 1 != axes.length) {
        throw new IllegalArgumentException(
            "pools over neighboring dimensions only, not " + Arrays.toString(axes));
      }
      return BlockWindows.global(
          input, axes[0], last, reduced(input, axes, layer.isCollapseDimensions()));
    };
  }

  private static int[] pooledAxes(int @Nullable [] configured, Shape input) {
    if (input.rank() < 2) {
      throw new IllegalArgumentException(
          "takes sequences and images, not arrays of rank " + (input.rank() + 1));
    }
    return configured == null
        ? IntStream.range(1, input.rank()).toArray()
        : Arrays.stream(configured).map(axis -> axis - 1).sorted().toArray();
  }

  private static Shape reduced(Shape input, int[] axes, boolean collapse) {
    Shape kept = input;
    for (int axis : axes) {
      kept = kept.with(axis, 1);
    }
    return collapse ? new Shape(kept.length()) : kept;
  }
}

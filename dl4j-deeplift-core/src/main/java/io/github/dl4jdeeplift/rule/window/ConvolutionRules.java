package io.github.dl4jdeeplift.rule.window;

import io.github.dl4jdeeplift.rule.Expansion;
import io.github.dl4jdeeplift.rule.LayerView;
import io.github.dl4jdeeplift.rule.Rule;
import io.github.dl4jdeeplift.rule.RuleRow;
import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.UnsupportedLayerException;
import io.github.dl4jdeeplift.rule.activation.ActivationRules;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.Deconvolution3D;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The table's rows for convolutions other than the plain ones over sequences and images. */
public final class ConvolutionRules {
  /** The rows. */
  public static final List<RuleRow<?>> ROWS =
      List.of(
          ActivationRules.activated(DepthwiseConvolution2D.class, ConvolutionRules::depthwise),
          new RuleRow<>(SeparableConvolution2D.class, ConvolutionRules::separable),
          ActivationRules.activated(Deconvolution2D.class, ConvolutionRules::deconvolution),
          ActivationRules.activated(Convolution3D.class, ConvolutionRules::volumes),
          ActivationRules.activated(Deconvolution3D.class, ConvolutionRules::volumeDeconvolution));

  private static final WindowGeometry POINTS =
      WindowGeometry.of(
          new int[] {1, 1},
          new int[] {1, 1},
          new int[] {0, 0},
          new int[] {1, 1},
          ConvolutionMode.Truncate);

  private ConvolutionRules() {}

  private static boolean channelsLast(ConvolutionLayer layer) {
    return layer.getCnn2dDataFormat() == CNN2DFormat.NHWC;
  }

  private static Rule depthwise(LayerView<DepthwiseConvolution2D> layer) {
    Correlation map =
        new Correlation(
            layer.parameter("W"),
            ConvolutionRule.bias(layer),
            channelsLast(layer.configuration()),
            true);
    return ConvolutionRule.of(map, WindowGeometry.of(layer.configuration()));
  }

  /** A depthwise convolution and one over single cells, each a map of its own. */
  private static Expansion separable(LayerView<SeparableConvolution2D> layer) {
    boolean channelsLast = channelsLast(layer.configuration());
    INDArray kernel = layer.parameter("W").permute(2, 3, 1, 0).dup('c');
    INDArray points = layer.parameter("pW").permute(2, 3, 1, 0).dup('c');
    if (layer.configuration().getNIn() == 1) {
      throw new UnsupportedLayerException(
          "Deeplearning4j 1.0.0-M2.1 itself leaves out the pointwise weights where its input has one"
              + " channel: use ConvolutionLayer");
    }
    Correlation depthwise = new Correlation(kernel, null, channelsLast, true);
    Correlation pointwise =
        new Correlation(points, ConvolutionRule.bias(layer), channelsLast, false);
    return ActivationRules.activated(
        layer.configuration(),
        ConvolutionRule.of(depthwise, WindowGeometry.of(layer.configuration())),
        ConvolutionRule.of(pointwise, POINTS));
  }

  private static Rule deconvolution(LayerView<Deconvolution2D> layer) {
    boolean channelsLast = channelsLast(layer.configuration());
    // [in, out, height, width]; the convolution goes from its outputs to its inputs.
    INDArray kernel = layer.parameter("W").permute(2, 3, 1, 0).dup('c');
    WindowGeometry geometry = WindowGeometry.of(layer.configuration());
    ConvolutionRule convolution =
        ConvolutionRule.of(new Correlation(kernel, null, channelsLast, false), geometry);
    return new DeconvolutionRule(
        convolution,
        enlarged(geometry, channelsLast, kernel.size(2)),
        broadcast(ConvolutionRule.bias(layer), 2, channelsLast));
  }

  private static Rule volumes(LayerView<Convolution3D> layer) {
    // [out, in, depth, height, width] to [height, width, depth · in, out].
    INDArray kernel = layer.parameter("W").permute(3, 4, 2, 1, 0).dup('c');
    return volumes(
        planes(kernel, ConvolutionRule.bias(layer)),
        WindowGeometry.of(layer.configuration()),
        layer.configuration().getDataFormat());
  }

  private static Rule volumeDeconvolution(LayerView<Deconvolution3D> layer) {
    // [depth, height, width, out, in]; the convolution goes from its outputs to its inputs.
    INDArray kernel = layer.parameter("W").permute(1, 2, 0, 3, 4).dup('c');
    WindowGeometry geometry = WindowGeometry.of(layer.configuration());
    Convolution3D.DataFormat format = layer.configuration().getDataFormat();
    boolean channelsLast = format == Convolution3D.DataFormat.NDHWC;
    return new DeconvolutionRule(
        volumes(planes(kernel, null), geometry, format),
        enlarged(geometry, channelsLast, kernel.size(3)),
        broadcast(ConvolutionRule.bias(layer), 3, channelsLast));
  }

  /** Makes the kernel {@code [height, width, depth, in, out]} one of planes. */
  private static Correlation planes(INDArray kernel, @Nullable INDArray bias) {
    long[] shape = {
      kernel.size(0), kernel.size(1), kernel.size(2) * kernel.size(3), kernel.size(4)
    };
    return new Correlation(kernel.reshape('c', shape), bias, false, false);
  }

  private static VolumeConvolutionRule volumes(
      Correlation planes, WindowGeometry geometry, Convolution3D.DataFormat format) {
    return new VolumeConvolutionRule(
        ConvolutionRule.of(planes, geometry.without(0)), geometry, VolumeFormat.of(format));
  }

  /** Returns the shape that a deconvolution gives to an input's. */
  private static UnaryOperator<Shape> enlarged(
      WindowGeometry geometry, boolean channelsLast, long channels) {
    return input -> {
      long[] sizes = input.dimensions();
      for (int axis = 0; axis < geometry.kernel().length; axis++) {
        int place = channelsLast ? axis : axis + 1;
        sizes[place] = geometry.enlarged(axis, sizes[place]);
      }
      sizes[channelsLast ? sizes.length - 1 : 0] = channels;
      return new Shape(sizes);
    };
  }

  private static @Nullable INDArray broadcast(
      @Nullable INDArray bias, int spatial, boolean channelsLast) {
    if (bias == null) {
      return null;
    }
    long[] shape = new long[spatial + 2];
    Arrays.fill(shape, 1);
    shape[channelsLast ? spatial + 1 : 1] = bias.length();
    return bias.reshape('c', shape);
  }
}

package io.github.dl4jdeeplift.keras.translate;

import io.github.dl4jdeeplift.keras.config.KerasLayer;
import io.github.dl4jdeeplift.keras.layer.Spread;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.activations.IActivation;

/**
 * Makes convolutions over one, two and three dimensions, channels last.
 *
 * @param options kernel, strides and the like
 * @param channels channels of the input
 * @param activation function of the output
 */
record Convolutions(ConvolutionOptions options, int channels, IActivation activation) {
  /** Returns the translation of a convolution with its kernel and bias. */
  Translation translate(KerasLayer layer, TensorShape input, List<WeightSlot> slots) {
    if (options.padding() == Padding.SAME_OF_THEANO) {
      Translation padded = padded(input);
      Convolutions valid = new Convolutions(options.with(Padding.VALID), channels, activation);
      return padded.then(valid.translate(layer, padded.output(), slots));
    }
    List<WindowAxis> axes = options.axes(input);
    List<Long> sizes = new ArrayList<>();
    axes.forEach(axis -> sizes.add(axis.windows(layer, options.padding())));
    sizes.add((long) options.filters());
    ConvolutionMode mode = options.padding().mode(layer, axes);
    return Translation.of(layer(mode), new TensorShape(sizes), slots);
  }

  /**
   * Theano begins windows half of their length before each stride, so that it puts one more zero
   * before than after where the length is even, whatever the strides.
   */
  private Translation padded(TensorShape input) {
    TensorShape output = input;
    int[] before = new int[options.kernel().size()];
    int[] after = new int[before.length];
    for (int axis = 0; axis < before.length; axis++) {
      int span = Math.toIntExact(options.axes(input).get(axis).span());
      before[axis] = span / 2;
      after[axis] = span - 1 - before[axis];
      long size = input.size(axis);
      output = output.with(axis, size == TensorShape.UNKNOWN ? size : size + span - 1);
    }
    int[] strides = new int[before.length];
    Arrays.fill(strides, 1);
    return Translation.of(new Spread(strides, before, after), output);
  }

  private Layer layer(ConvolutionMode mode) {
    return switch (options.kernel().size()) {
      case 1 -> sequences(mode);
      case 2 -> images(mode);
      default -> volumes(mode);
    };
  }

  private Layer sequences(ConvolutionMode mode) {
    return sized(
            new Convolution1DLayer.Builder(options.kernel().get(0), options.strides().get(0))
                .rnnDataFormat(RNNFormat.NWC)
                .convolutionMode(mode)
                .dilation(options.dilation().get(0))
                .hasBias(options.bias()))
        .build();
  }

  private Layer images(ConvolutionMode mode) {
    return sized(
            new ConvolutionLayer.Builder(array(options.kernel()), array(options.strides()))
                .dataFormat(CNN2DFormat.NHWC)
                .convolutionMode(mode)
                .dilation(array(options.dilation()))
                .hasBias(options.bias()))
        .build();
  }

  private Layer volumes(ConvolutionMode mode) {
    return sized(
            new Convolution3D.Builder(array(options.kernel()), array(options.strides()))
                .dataFormat(Convolution3D.DataFormat.NDHWC)
                .convolutionMode(mode)
                .dilation(array(options.dilation()))
                .hasBias(options.bias()))
        .build();
  }

  private <B extends FeedForwardLayer.Builder<B>> B sized(B builder) {
    return builder.nIn(channels).nOut(options.filters()).activation(activation);
  }

  private static int[] array(List<Integer> values) {
    return values.stream().mapToInt(Integer::intValue).toArray();
  }
}

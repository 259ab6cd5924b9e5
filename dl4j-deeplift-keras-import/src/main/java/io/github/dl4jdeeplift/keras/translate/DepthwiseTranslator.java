package io.github.dl4jdeeplift.keras.translate;

import io.github.dl4jdeeplift.keras.config.KerasLayer;
import io.github.dl4jdeeplift.keras.config.LayerOptions;
import java.util.Collections;
import java.util.List;
import org.nd4j.linalg.activations.impl.ActivationIdentity;

/**
 * {@code DepthwiseConv1D} and {@code 2D}: a convolution of each channel for itself; {@code
 * SeparableConv1D} and {@code 2D}: one of these and another over single cells. Each channel is a
 * group of its own.
 */
record DepthwiseTranslator(int dimensions, boolean separable) implements SingleInputTranslator {
  @Override
  public Translation translate(KerasLayer layer, LayerOptions options, TensorShape input) {
    input.requireRank(layer, dimensions + 1, dimensions + 1);
    int in = input.knownChannels(layer);
    int multiplier = options.size("depth_multiplier");
    options.ignore("groups");
    int depthwise = Math.multiplyExact(in, multiplier);
    ConvolutionOptions read =
        ConvolutionOptions.read(layer, options, dimensions, separable ? 0 : depthwise);
    Kernels kernels = new Kernels(read.kernel(), in, depthwise);
    if (!separable) {
      Convolutions whole =
          new Convolutions(read, in, Activations.of(layer, options, TensorShape.of(depthwise)));
      return whole.translate(layer, input, kernels.depthwise(multiplier, read.bias()));
    }
    Convolutions apart =
        new Convolutions(read.with(depthwise, false), in, new ActivationIdentity());
    Translation first = apart.translate(layer, input, kernels.depthwise(multiplier, false));
    return first.then(points(layer, options, read, first.output()));
  }

  private Translation points(
      KerasLayer layer, LayerOptions options, ConvolutionOptions read, TensorShape between) {
    int in = between.knownChannels(layer);
    List<Integer> ones = Collections.nCopies(dimensions, 1);
    ConvolutionOptions points =
        new ConvolutionOptions(read.filters(), ones, ones, ones, Padding.VALID, read.bias());
    Convolutions convolution =
        new Convolutions(
            points, in, Activations.of(layer, options, TensorShape.of(read.filters())));
    Kernels kernels = new Kernels(ones, in, read.filters());
    return convolution.translate(layer, between, kernels.pointwise(read.bias()));
  }
}

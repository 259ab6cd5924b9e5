package io.github.dl4jdeeplift.keras.translate;

import io.github.dl4jdeeplift.keras.config.KerasLayer;
import io.github.dl4jdeeplift.keras.config.LayerOptions;

/**
 * {@code Conv1D}, {@code Conv2D} and {@code Conv3D}. A convolution over groups of channels is one
 * over all channels whose kernel is 0 between groups.
 */
record ConvolutionTranslator(int dimensions) implements SingleInputTranslator {
  @Override
  public Translation translate(KerasLayer layer, LayerOptions options, TensorShape input) {
    input.requireRank(layer, dimensions + 1, dimensions + 1);
    ConvolutionOptions read = ConvolutionOptions.read(layer, options, dimensions);
    int in = input.knownChannels(layer);
    int groups = options.has("groups") ? options.size("groups") : 1;
    options.ignore("groups");
    if (in % groups != 0 || read.filters() % groups != 0) {
      throw options.invalid("groups", "a divisor of its channels and filters");
    }
    TensorShape vector = TensorShape.of(read.filters());
    Convolutions convolution = new Convolutions(read, in, Activations.of(layer, options, vector));
    Kernels kernels = new Kernels(read.kernel(), in, read.filters());
    return convolution.translate(layer, input, kernels.slots(groups, read.bias()));
  }
}

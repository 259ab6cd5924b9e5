package io.github.dl4jdeeplift.keras.translate;

import io.github.dl4jdeeplift.keras.config.KerasLayer;
import io.github.dl4jdeeplift.keras.config.LayerOptions;
import java.util.List;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;

/** {@code Conv1D}: a {@code Convolution1DLayer} on [batch, positions, channels]. */
final class Conv1dTranslator implements SingleInputTranslator {
  @Override
  public Translation translate(KerasLayer layer, LayerOptions options, TensorShape input) {
    input.requireRank(layer, 2, 2);
    ConvolutionOptions read = ConvolutionOptions.read(layer, options, 1);
    int width = read.kernel().get(0);
    int in = input.knownChannels(layer);
    List<WindowAxis> axes = read.axes(input);
    long positions = axes.get(0).windows(layer, read.padding());
    TensorShape output = TensorShape.of(positions, read.filters());
    Convolution1DLayer convolution =
        new Convolution1DLayer.Builder(width, read.strides().get(0))
            .rnnDataFormat(RNNFormat.NWC)
            .convolutionMode(read.padding().mode(layer, axes))
            .dilation(read.dilation().get(0))
            .hasBias(read.bias())
            .nIn(in)
            .nOut(read.filters())
            .activation(Activations.of(layer, options, output))
            .build();
    return Translation.of(
        convolution,
        output,
        Kernels.convolution1d(width, in, read.filters(), read.bias(), width, in, read.filters()));
  }
}

package io.github.dl4jdeeplift.keras.translate;

import io.github.dl4jdeeplift.keras.config.KerasLayer;
import io.github.dl4jdeeplift.keras.config.LayerOptions;
import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;

/** {@code Conv2D}: a {@code ConvolutionLayer} on [batch, rows, columns, channels]. */
final class Conv2dTranslator implements SingleInputTranslator {
  @Override
  public Translation translate(KerasLayer layer, LayerOptions options, TensorShape input) {
    input.requireRank(layer, 3, 3);
    ConvolutionOptions read = ConvolutionOptions.read(layer, options, 2);
    List<WindowAxis> axes = read.axes(input);
    TensorShape output =
        TensorShape.of(
            axes.get(0).windows(layer, read.padding()),
            axes.get(1).windows(layer, read.padding()),
            read.filters());
    int in = input.knownChannels(layer);
    ConvolutionLayer convolution =
        new ConvolutionLayer.Builder(array(read.kernel()), array(read.strides()))
            .dataFormat(CNN2DFormat.NHWC)
            .convolutionMode(read.padding().mode(layer, axes))
            .dilation(array(read.dilation()))
            .hasBias(read.bias())
            .nIn(in)
            .nOut(read.filters())
            .activation(Activations.of(layer, options, output))
            .build();
    long[] sizes = {read.kernel().get(0), read.kernel().get(1), in, read.filters()};
    return Translation.of(convolution, output, Kernels.convolution2d(sizes, read.bias(), sizes));
  }

  private static int[] array(List<Integer> values) {
    return values.stream().mapToInt(Integer::intValue).toArray();
  }
}

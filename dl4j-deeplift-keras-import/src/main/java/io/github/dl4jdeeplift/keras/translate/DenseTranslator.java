package io.github.dl4jdeeplift.keras.translate;

import io.github.dl4jdeeplift.keras.config.KerasLayer;
import io.github.dl4jdeeplift.keras.config.LayerOptions;
import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.nd4j.linalg.activations.IActivation;

/**
 * {@code Dense}. On vectors it is a {@code DenseLayer}; on sequences, images and volumes Keras
 * applies it at each position, which is a convolution with a kernel of 1. Deeplearning4j's own
 * dense layer would there give a 2-dimensional array with the positions before the examples.
 */
final class DenseTranslator implements SingleInputTranslator {
  @Override
  public Translation translate(KerasLayer layer, LayerOptions options, TensorShape input) {
    input.requireRank(layer, 1, 4);
    int in = input.knownChannels(layer);
    int out = options.size("units");
    boolean bias = options.flag("use_bias");
    TensorShape output = input.with(input.rank() - 1, out);
    IActivation activation = Activations.of(layer, options, output);
    return switch (input.rank()) {
      case 1 ->
          Translation.of(
              configure(new DenseLayer.Builder().hasBias(bias), in, out, activation).build(),
              output,
              Kernels.dense(in, out, bias));
      case 2 ->
          Translation.of(
              configure(atPositions(bias), in, out, activation).build(),
              output,
              new Kernels(List.of(1), in, out).dense(bias));
      case 3 ->
          Translation.of(
              configure(atPixels(bias), in, out, activation).build(),
              output,
              new Kernels(List.of(1, 1), in, out).dense(bias));
      default ->
          Translation.of(
              configure(atVoxels(bias), in, out, activation).build(),
              output,
              new Kernels(List.of(1, 1, 1), in, out).dense(bias));
    };
  }

  private static Convolution1DLayer.Builder atPositions(boolean bias) {
    return new Convolution1DLayer.Builder(1, 1).rnnDataFormat(RNNFormat.NWC).hasBias(bias);
  }

  private static ConvolutionLayer.Builder atPixels(boolean bias) {
    return new ConvolutionLayer.Builder(1, 1).dataFormat(CNN2DFormat.NHWC).hasBias(bias);
  }

  private static Convolution3D.Builder atVoxels(boolean bias) {
    return new Convolution3D.Builder(1, 1, 1)
        .dataFormat(Convolution3D.DataFormat.NDHWC)
        .hasBias(bias);
  }

  private static <B extends FeedForwardLayer.Builder<B>> B configure(
      B builder, int in, int out, IActivation activation) {
    return builder.nIn(in).nOut(out).activation(activation);
  }
}

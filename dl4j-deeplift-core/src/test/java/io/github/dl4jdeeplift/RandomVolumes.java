package io.github.dl4jdeeplift;

import io.github.dl4jdeeplift.NetworkSketch.Value;
import java.util.Random;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.layers.Cnn3DLossLayer;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.conf.layers.Deconvolution3D;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.Subsampling3DLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling3D;
import org.deeplearning4j.nn.conf.layers.ZeroPadding3DLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping3D;
import org.deeplearning4j.nn.conf.preprocessor.Cnn3DToFeedForwardPreProcessor;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Random layers over volumes whose channels come first. */
record RandomVolumes(Random random, boolean linear) {
  private int between(int from, int to) {
    return from + random.nextInt(to - from + 1);
  }

  private int within(long size) {
    return between(1, size < 2 ? 1 : 2);
  }

  private int[] window(Value input) {
    return new int[] {within(input.size(0)), within(input.size(1)), within(input.size(2))};
  }

  private ConvolutionMode mode() {
    return random.nextBoolean() ? ConvolutionMode.Same : ConvolutionMode.Truncate;
  }

  private IActivation activation() {
    return new RandomActivations(random, linear).any();
  }

  /** Returns a layer that makes a volume of a volume. */
  Layer of(Value input) {
    boolean isSmall = input.length() <= 100;
    return switch (random.nextInt(8)) {
      case 0, 1 -> convolution(input, new Convolution3D.Builder());
      case 2 -> isSmall ? deconvolution(input) : pooling(input);
      case 3 -> pooling(input);
      case 4 -> isSmall ? new Upsampling3D.Builder(between(1, 2)).build() : pooling(input);
      case 5 -> isSmall ? padding() : cropping(input);
      case 6 -> cropping(input);
      default -> loss();
    };
  }

  private Layer convolution(Value input, Convolution3D.Builder builder) {
    return builder
        .kernelSize(window(input))
        .stride(between(1, 2), 1, 1)
        .convolutionMode(mode())
        .dataFormat(Convolution3D.DataFormat.NCDHW)
        .nIn(input.channels())
        .nOut(between(1, 2))
        .activation(activation())
        .build();
  }

  private Layer deconvolution(Value input) {
    return new Deconvolution3D.Builder()
        .kernelSize(window(input))
        .stride(1, between(1, 2), 1)
        .convolutionMode(mode())
        .dataFormat(Convolution3D.DataFormat.NCDHW)
        .nIn(input.channels())
        .nOut(between(1, 2))
        .activation(activation())
        .build();
  }

  private Layer pooling(Value input) {
    Subsampling3DLayer layer =
        new Subsampling3DLayer.Builder()
            .kernelSize(window(input))
            .stride(1, 1, between(1, 2))
            .convolutionMode(mode())
            .dataFormat(Convolution3D.DataFormat.NCDHW)
            .build();
    layer.setPoolingType(linear || random.nextBoolean() ? PoolingType.AVG : PoolingType.MAX);
    return layer;
  }

  private Layer padding() {
    return new ZeroPadding3DLayer.Builder(new int[] {1, 0, 0, between(0, 1), 0, 1}).build();
  }

  private Layer cropping(Value input) {
    return input.size(0) > 1 && input.size(2) > 1
        ? new Cropping3D.Builder(1, 0, 0, 0, 0, 1).build()
        : new DropoutLayer.Builder(0.5).build();
  }

  private Layer loss() {
    return new Cnn3DLossLayer.Builder(Convolution3D.DataFormat.NCDHW)
        .lossFunction(LossFunction.MSE)
        .activation(activation())
        .build();
  }

  static InputPreProcessor flatten(Value input) {
    return new Cnn3DToFeedForwardPreProcessor(
        input.size(0), input.size(1), input.size(2), input.channels(), true);
  }
}

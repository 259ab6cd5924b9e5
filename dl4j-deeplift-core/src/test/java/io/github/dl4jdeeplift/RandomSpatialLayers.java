package io.github.dl4jdeeplift;

import io.github.dl4jdeeplift.NetworkSketch.Format;
import io.github.dl4jdeeplift.NetworkSketch.Value;
import java.util.Random;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.LocallyConnected1D;
import org.deeplearning4j.nn.conf.layers.LocallyConnected2D;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPadding1DLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping1D;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping2D;
import org.nd4j.linalg.activations.Activation;

/** Random layers over sequences and images with weights for each place, or with norms. */
record RandomSpatialLayers(Random random, boolean linear) {
  private static final Activation[] ACTIVATIONS = {
    Activation.IDENTITY, Activation.RELU, Activation.TANH, Activation.SIGMOID
  };

  private int between(int from, int to) {
    return from + random.nextInt(to - from + 1);
  }

  private Activation activation() {
    return ACTIVATIONS[linear ? 0 : random.nextInt(ACTIVATIONS.length)];
  }

  private ConvolutionMode mode() {
    return random.nextBoolean() ? ConvolutionMode.Same : ConvolutionMode.Truncate;
  }

  private int within(long size, int most) {
    return between(1, Math.toIntExact(Math.min(size, most)));
  }

  Layer ends1d(Value input) {
    boolean isLong = input.shape()[1] > 4; // whatever the format: dimension 2 of the batch
    return !isLong || random.nextBoolean()
        ? new ZeroPadding1DLayer.Builder(between(0, 2), between(0, 2)).build()
        : new Cropping1D.Builder(between(0, 2), between(0, 2)).build();
  }

  Layer ends2d(Value input) {
    int[] cells = {between(0, 2), between(0, 2), between(0, 1), between(0, 2)};
    if (input.size(0) < 5 || input.size(1) < 4 || random.nextBoolean()) {
      ZeroPaddingLayer padding = new ZeroPaddingLayer.Builder(cells).build();
      padding.setDataFormat(formatOf(input));
      return padding;
    }
    return new Cropping2D.Builder(cells).dataFormat(formatOf(input)).build();
  }

  private static CNN2DFormat formatOf(Value input) {
    return input.format().isChannelsLast() ? CNN2DFormat.NHWC : CNN2DFormat.NCHW;
  }

  /** Returns a layer over sequences of channels first, the one format that it takes. */
  Layer sequences(Value input) {
    LocallyConnected1D layer =
        new LocallyConnected1D.Builder()
            .nIn(Math.toIntExact(input.channels()))
            .nOut(between(1, 3))
            .kernelSize(within(input.size(0), 4))
            .stride(between(1, 3))
            .convolutionMode(mode())
            .setInputSize(Math.toIntExact(input.size(0)))
            .hasBias(random.nextBoolean())
            .activation(activation())
            .build();
    layer.computeOutputSize();
    return layer;
  }

  Layer images(Value input) {
    CNN2DFormat format = input.format() == Format.NHWC ? CNN2DFormat.NHWC : CNN2DFormat.NCHW;
    return switch (linear ? 0 : random.nextInt(3)) {
      case 0 -> locallyConnected(input, format);
      case 1 -> normalization(format);
      default -> pooling(input, format);
    };
  }

  private Layer locallyConnected(Value input, CNN2DFormat format) {
    LocallyConnected2D layer =
        new LocallyConnected2D.Builder()
            .nIn(Math.toIntExact(input.channels()))
            .nOut(between(1, 3))
            .kernelSize(within(input.size(0), 3), within(input.size(1), 3))
            .stride(between(1, 2), between(1, 3))
            .convolutionMode(mode())
            .setInputSize(Math.toIntExact(input.size(0)), Math.toIntExact(input.size(1)))
            .dataFormat(format)
            .hasBias(random.nextBoolean())
            .activation(activation())
            .build();
    layer.computeOutputSize();
    return layer;
  }

  private Layer normalization(CNN2DFormat format) {
    LocalResponseNormalization layer =
        new LocalResponseNormalization.Builder(between(1, 5), 0.2, 0.75).k(between(1, 2)).build();
    layer.setDataFormat(format);
    return layer;
  }

  private Layer pooling(Value input, CNN2DFormat format) {
    return new SubsamplingLayer.Builder(PoolingType.PNORM)
        .pnorm(between(1, 4))
        .kernelSize(within(input.size(0), 3), within(input.size(1), 3))
        .stride(between(1, 3), between(1, 2))
        .convolutionMode(mode())
        .dataFormat(format)
        .build();
  }
}

package io.github.dl4jdeeplift;

import io.github.dl4jdeeplift.NetworkSketch.Format;
import io.github.dl4jdeeplift.NetworkSketch.Value;
import java.util.Random;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.AutoEncoder;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.GravesBidirectionalLSTM;
import org.deeplearning4j.nn.conf.layers.GravesLSTM;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SelfAttentionLayer;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling1D;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.misc.ElementWiseMultiplicationLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;

/** Random layers of the rarer kinds, which keep the format of a value at hand. */
@SuppressWarnings({"EnumOrdinal", "deprecation"}) // networks of Graves LSTMs are still there
record MoreRandomLayers(Random random, RandomActivations activations, boolean linear) {
  private static final Bidirectional.Mode[] MODES = Bidirectional.Mode.values();

  private int between(int from, int to) {
    return from + random.nextInt(to - from + 1);
  }

  /** Returns a window that fits: Deeplearning4j lets longer ones hang over, or crashes. */
  private int within(long size) {
    return between(1, size < 2 ? 1 : 2);
  }

  /** Returns a layer for a vector. */
  Layer ofVectors(Value input) {
    return switch (random.nextInt(linear ? 2 : 3)) {
      case 0 ->
          new ElementWiseMultiplicationLayer.Builder()
              .nIn(input.length())
              .nOut(input.length())
              .weightInit(WeightInit.NORMAL)
              .activation(activations.any())
              .build();
      case 1 ->
          new AutoEncoder.Builder()
              .nIn(input.length())
              .nOut(between(1, 5))
              .activation(activations.any())
              .build();
      default ->
          new DenseLayer.Builder()
              .nIn(input.length())
              .nOut(between(2, 5))
              .hasLayerNorm(true)
              .activation(activations.any())
              .build();
    };
  }

  /** Returns a layer for a sequence; empty hands give another dense layer over time. */
  Layer ofSequences(Value input) {
    boolean isFirst = input.format() == Format.NCW;
    if (linear) {
      return new Upsampling1D.Builder(2).build();
    }
    return switch (random.nextInt(isFirst ? 6 : 4)) {
      case 0 -> cell(input);
      case 1 -> new Bidirectional(MODES[random.nextInt(MODES.length)], plainCell(input));
      case 2 ->
          new GravesBidirectionalLSTM.Builder()
              .nIn(input.channels())
              .nOut(between(1, 4))
              .activation(Activation.TANH)
              .dataFormat(format(input))
              .build();
      case 3 ->
          new GravesLSTM.Builder()
              .nIn(input.channels())
              .nOut(between(1, 4))
              .activation(Activation.TANH)
              .dataFormat(format(input))
              .build();
      case 4 ->
          new SelfAttentionLayer.Builder()
              .nIn(Math.toIntExact(input.channels()))
              .nOut(2 * between(1, 2))
              .nHeads(2)
              .projectInput(true)
              .build();
      default -> new Upsampling1D.Builder(2).build();
    };
  }

  private static RNNFormat format(Value input) {
    return input.format() == Format.NWC ? RNNFormat.NWC : RNNFormat.NCW;
  }

  private Layer cell(Value input) {
    return random.nextBoolean() ? plainCell(input) : simple(input, random.nextInt(3) == 0);
  }

  private Layer plainCell(Value input) {
    return random.nextBoolean()
        ? new LSTM.Builder()
            .nIn(input.channels())
            .nOut(between(1, 4))
            .activation(Activation.TANH)
            .dataFormat(format(input))
            .build()
        : simple(input, false);
  }

  private Layer simple(Value input, boolean normalized) {
    return new SimpleRnn.Builder()
        .nIn(input.channels())
        .nOut(between(2, 4))
        .hasLayerNorm(normalized)
        .activation(Activation.TANH)
        .dataFormat(format(input))
        .build();
  }

  private static CNN2DFormat images(Value input) {
    return input.format().isChannelsLast() ? CNN2DFormat.NHWC : CNN2DFormat.NCHW;
  }

  private ConvolutionMode mode() {
    return ConvolutionMode.values()[random.nextInt(3)];
  }

  /** Returns a layer for an image. */
  Layer ofImages(Value input) {
    int kind = random.nextInt(linear ? 4 : 6);
    boolean isRefused = kind == 2 && input.channels() == 1; // separable, of one channel
    return switch (isRefused ? 3 : kind) {
      case 0 ->
          new Deconvolution2D.Builder(between(1, 3), between(1, 3))
              .stride(between(1, 2), 1)
              .convolutionMode(mode())
              .dataFormat(images(input))
              .nIn(input.channels())
              .nOut(between(1, 3))
              .activation(activations.any())
              .build();
      case 1 ->
          new DepthwiseConvolution2D.Builder(within(input.size(0)), within(input.size(1)))
              .depthMultiplier(between(1, 2))
              .convolutionMode(mode())
              .dataFormat(images(input))
              .nIn(input.channels())
              .activation(activations.any())
              .build();
      case 2 ->
          new SeparableConvolution2D.Builder(within(input.size(0)), within(input.size(1)))
              .depthMultiplier(between(1, 2))
              .convolutionMode(mode())
              .dataFormat(images(input))
              .nIn(input.channels())
              .nOut(between(1, 3))
              .activation(activations.any())
              .build();
      case 3 -> new Upsampling2D.Builder(between(1, 2)).dataFormat(images(input)).build();
      case 4 -> new LocalResponseNormalization.Builder(2, 1e-2, 0.75).n(3).build();
      default ->
          new SubsamplingLayer.Builder(PoolingType.PNORM)
              .pnorm(between(1, 3))
              .kernelSize(within(input.size(0)), within(input.size(1)))
              .stride(between(1, 2), 1)
              .dataFormat(images(input))
              .build();
    };
  }
}

package io.github.dl4jdeeplift;

import io.github.dl4jdeeplift.NetworkSketch.Format;
import io.github.dl4jdeeplift.NetworkSketch.Step;
import io.github.dl4jdeeplift.NetworkSketch.Value;
import java.util.Random;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.dropout.AlphaDropout;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.dropout.GaussianDropout;
import org.deeplearning4j.nn.conf.dropout.GaussianNoise;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.Subsampling1DLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.util.MaskLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.preprocessors.KerasFlattenRnnPreprocessor;
import org.deeplearning4j.preprocessors.ReshapePreprocessor;

/** Random layers for a value at hand; those that Deeplearning4j cannot run are dropped later. */
@SuppressWarnings({"EnumOrdinal", "OperatorPrecedence"}) // two kinds of each choice
record RandomLayers(Random random, RandomActivations activations, boolean linear) {
  RandomLayers(Random random, boolean linear) {
    this(random, new RandomActivations(random, linear), linear);
  }

  /** Returns a number of {@code from} to {@code to}. */
  int between(int from, int to) {
    return from + random.nextInt(to - from + 1);
  }

  /** Returns a window that fits: Deeplearning4j lets longer ones of poolings hang over the end. */
  private int within(long size, int most) {
    return between(1, Math.toIntExact(Math.min(size, most)));
  }

  private MoreRandomLayers more() {
    return new MoreRandomLayers(random, activations, linear);
  }

  /** Returns a layer that keeps the format. */
  Layer keeping(Value input) {
    return switch (input.format()) {
      case VECTOR ->
          switch (random.nextInt(8)) {
            case 0, 1, 2, 3, 4 -> dense(input.length());
            case 5 -> more().ofVectors(input);
            default -> anywhere(input);
          };
      case NCW, NWC ->
          switch (random.nextInt(12)) {
            case 8, 9 -> more().ofSequences(input);
            case 10, 11 ->
                linear ? convolution1d(input) : new RandomRecurrentLayers(random).of(input);
            case 0, 1, 2 -> convolution1d(input);
            case 3, 4 -> pooling1d(input);
            case 5 -> spatial().ends1d(input);
            case 6 -> input.format() == Format.NCW ? spatial().sequences(input) : anywhere(input);
            default -> anywhere(input);
          };
      case VOLUME, INDICES -> throw new IllegalArgumentException("not for " + input);
      case NCHW, NHWC ->
          switch (random.nextInt(11)) {
            case 8, 9, 10 -> more().ofImages(input);
            case 0, 1, 2 -> convolution2d(input);
            case 3, 4 -> pooling2d(input);
            case 5 -> spatial().ends2d(input);
            case 6 -> spatial().images(input);
            default -> anywhere(input);
          };
    };
  }

  private RandomSpatialLayers spatial() {
    return new RandomSpatialLayers(random, linear);
  }

  /** Returns a layer that keeps the shape, of a kind that takes any format. */
  Layer anywhere(Value input) {
    boolean normalizable = input.format() != Format.NCW && input.format() != Format.VOLUME;
    return switch (random.nextInt(linear ? 2 : 5)) {
      case 0 -> normalizable ? batchNormalization(input) : new DropoutLayer.Builder(0.5).build();
      case 1 ->
          random.nextInt(4) == 0 ? new MaskLayer() : new DropoutLayer.Builder(dropout()).build();
      case 2 -> prelu(input);
      default -> new ActivationLayer(activations.any());
    };
  }

  private IDropout dropout() {
    return switch (random.nextInt(4)) {
      case 0 -> new AlphaDropout(0.7);
      case 1 -> new GaussianDropout(0.4);
      case 2 -> new GaussianNoise(0.3);
      default -> new Dropout(0.6);
    };
  }

  DenseLayer dense(long in) {
    int units = between(1, 5);
    DenseLayer.Builder builder =
        new DenseLayer.Builder()
            .nIn(in)
            .nOut(units)
            .hasLayerNorm(!linear && units > 2 && random.nextInt(6) == 0)
            .hasBias(random.nextInt(4) > 0)
            .activation(activations.any());
    return (random.nextInt(5) == 0 ? builder.dropOut(dropout()) : builder).build();
  }

  private BatchNormalization batchNormalization(Value input) {
    boolean locked = random.nextInt(4) == 0;
    boolean channelsLast =
        input.format().isChannelsLast() || input.format() == Format.VECTOR && random.nextBoolean();
    BatchNormalization.Builder builder =
        locked
            ? new BatchNormalization.Builder(random.nextInt(3) * 0.5 + 0.5, random.nextInt(2), true)
            : new BatchNormalization.Builder();
    return builder
        .nIn(input.channels())
        .nOut(input.channels())
        .eps(random.nextBoolean() ? 1e-5 : 0.1)
        .useLogStd(random.nextBoolean())
        .dataFormat(channelsLast ? CNN2DFormat.NHWC : CNN2DFormat.NCHW)
        .build();
  }

  private PReLULayer prelu(Value input) {
    PReLULayer.Builder builder = new PReLULayer.Builder().inputShape(input.shape().clone());
    long[] shared =
        java.util.stream.LongStream.rangeClosed(1, input.shape().length)
            .filter(axis -> random.nextBoolean())
            .toArray();
    return (shared.length == 0 ? builder : builder.sharedAxes(shared)).build();
  }

  private Convolution1DLayer convolution1d(Value input) {
    ConvolutionMode mode = ConvolutionMode.values()[random.nextInt(4)];
    boolean padded = mode == ConvolutionMode.Strict || mode == ConvolutionMode.Truncate;
    int kernel = within(input.size(0), 4);
    boolean dilated = random.nextInt(3) == 0 && 2 * kernel - 1 <= input.size(0);
    // "same" with a stride beyond the kernel fails at times in Deeplearning4j itself
    int stride = mode == ConvolutionMode.Same ? within(kernel, 3) : between(1, 3);
    return new Convolution1DLayer.Builder(kernel, stride)
        .padding(padded ? between(0, 2) : 0)
        .dilation(dilated ? between(2, 2 * kernel - 1 + kernel <= input.size(0) ? 3 : 2) : 1)
        .convolutionMode(mode)
        .rnnDataFormat(input.format() == Format.NWC ? RNNFormat.NWC : RNNFormat.NCW)
        .nIn(input.channels())
        .nOut(between(1, 4))
        .hasBias(random.nextInt(4) > 0)
        .activation(activations.any())
        .build();
  }

  private ConvolutionLayer convolution2d(Value input) {
    ConvolutionMode mode = ConvolutionMode.values()[random.nextInt(3)];
    return new ConvolutionLayer.Builder(between(1, 4), between(1, 3))
        .stride(between(1, 3), between(1, 2))
        .padding(
            mode == ConvolutionMode.Same ? new int[2] : new int[] {between(0, 2), between(0, 1)})
        .dilation(random.nextInt(3) == 0 ? new int[] {between(1, 3), 2} : new int[] {1, 1})
        .convolutionMode(mode)
        .dataFormat(images(input))
        .nIn(input.channels())
        .nOut(between(1, 4))
        .hasBias(random.nextInt(4) > 0)
        .activation(activations.any())
        .build();
  }

  private static CNN2DFormat images(Value input) {
    return input.format().isChannelsLast() ? CNN2DFormat.NHWC : CNN2DFormat.NCHW;
  }

  private PoolingType pooling() {
    return linear || random.nextBoolean() ? PoolingType.AVG : PoolingType.MAX;
  }

  private Subsampling1DLayer pooling1d(Value input) {
    Subsampling1DLayer layer =
        new Subsampling1DLayer.Builder(within(input.size(0), 4), between(1, 3))
            .convolutionMode(ConvolutionMode.values()[random.nextInt(3)])
            .build();
    layer.setPoolingType(pooling()); // the builder drops it
    layer.setAvgPoolIncludePadInDivisor(random.nextBoolean());
    layer.setCnn2dDataFormat(images(input));
    return layer;
  }

  private SubsamplingLayer pooling2d(Value input) {
    ConvolutionMode mode = ConvolutionMode.values()[random.nextInt(3)];
    int[] kernel = {within(input.size(0), 4), within(input.size(1), 3)};
    boolean dilated =
        random.nextInt(4) == 0
            && 2 * Math.max(kernel[0], kernel[1]) - 1 <= Math.min(input.size(0), input.size(1));
    SubsamplingLayer layer =
        new SubsamplingLayer.Builder(pooling())
            .kernelSize(kernel)
            .stride(between(1, 3), between(1, 3))
            .padding(mode == ConvolutionMode.Same ? new int[2] : new int[] {kernel[0] / 2, 0})
            .dilation(dilated ? new int[] {2, between(1, 2)} : new int[] {1, 1})
            .convolutionMode(mode)
            .dataFormat(images(input))
            .build();
    layer.setAvgPoolIncludePadInDivisor(random.nextBoolean());
    return layer;
  }

  /** Returns a global pooling, which makes a vector of the channels. */
  Step global(Value input) {
    PoolingType type = random.nextInt(3) == 0 ? PoolingType.SUM : pooling();
    if (!linear && random.nextInt(5) == 0) {
      type = PoolingType.PNORM;
    }
    int first = input.format().isChannelsLast() ? 1 : 2;
    int[] spatial = IntStream.range(first, first + input.shape().length - 1).toArray();
    GlobalPoolingLayer.Builder builder = new GlobalPoolingLayer.Builder(type);
    boolean isDefault = !input.format().isChannelsLast() && random.nextBoolean();
    return new Step((isDefault ? builder : builder.poolingDimensions(spatial)).build());
  }

  /** Returns a dense layer behind a preprocessor that flattens. */
  Step flattened(Value input) {
    return new Step(dense(input.length()), flatten(input));
  }

  InputPreProcessor flatten(Value input) {
    if (input.format().isImage()) {
      return new CnnToFeedForwardPreProcessor(
          input.size(0), input.size(1), input.channels(), images(input));
    }
    if (input.format() == Format.VECTOR) {
      return null;
    }
    if (input.format() == Format.VOLUME) {
      return RandomVolumes.flatten(input);
    }
    return random.nextBoolean()
        ? new KerasFlattenRnnPreprocessor(input.channels(), input.size(0))
        : new ReshapePreprocessor(input.shape(), new long[] {input.length()}, false);
  }
}

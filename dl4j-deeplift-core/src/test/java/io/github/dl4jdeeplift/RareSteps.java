package io.github.dl4jdeeplift;

import io.github.dl4jdeeplift.NetworkSketch.Format;
import io.github.dl4jdeeplift.NetworkSketch.Named;
import io.github.dl4jdeeplift.NetworkSketch.Step;
import io.github.dl4jdeeplift.NetworkSketch.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.graph.PoolHelperVertex;
import org.deeplearning4j.nn.conf.layers.CapsuleLayer;
import org.deeplearning4j.nn.conf.layers.CapsuleStrengthLayer;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PrimaryCapsules;
import org.deeplearning4j.nn.conf.layers.SpaceToDepthLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.conf.layers.misc.RepeatVector;
import org.deeplearning4j.nn.conf.layers.objdetect.Yolo2OutputLayer;
import org.deeplearning4j.nn.conf.layers.variational.VariationalAutoencoder;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Random steps of the rare kinds: some are several layers, and some change the format. */
record RareSteps(Random random, boolean linear, boolean isGraph, NetworkSketch sketch) {
  /** Number of rows of an embedding. */
  static final int ROWS = 5;

  int between(int from, int to) {
    return from + random.nextInt(to - from + 1);
  }

  IActivation activation() {
    return new RandomActivations(random, linear).any();
  }

  /** Adds a step of a kind that fits the value, unless Deeplearning4j cannot run it. */
  Optional<Value> of(Value value) {
    return switch (value.format()) {
      case VECTOR -> ofVector(value);
      case NCW, NWC -> new RareSequences(this).of(value);
      case NCHW, NHWC -> ofImage(value);
      case VOLUME ->
          sketch.add(new Step(new RandomVolumes(random, linear).of(value)), Format.VOLUME, value);
      case INDICES -> embedded(value);
    };
  }

  /** Adds layers in a row, as one step. */
  Optional<Value> inARow(Format format, Value value, Step... steps) {
    List<Named> chain = new ArrayList<>();
    String from = value.name();
    for (Step step : steps) {
      String name = sketch.nameOf(step, chain.size());
      chain.add(new Named(name, step, List.of(from)));
      from = name;
    }
    return sketch.addAll(chain, format, value);
  }

  private Optional<Value> embedded(Value value) {
    if (value.length() == 1) {
      EmbeddingLayer layer =
          new EmbeddingLayer.Builder()
              .nIn(ROWS)
              .nOut(between(1, 4))
              .hasBias(random.nextBoolean())
              .activation(activation())
              .build();
      return inARow(Format.VECTOR, value, new Step(layer));
    }
    boolean first = random.nextBoolean();
    EmbeddingSequenceLayer layer =
        new EmbeddingSequenceLayer.Builder()
            .nIn(ROWS)
            .nOut(between(1, 4))
            .hasBias(random.nextBoolean())
            .activation(activation())
            .outputDataFormat(first ? RNNFormat.NCW : RNNFormat.NWC)
            .build();
    return inARow(first ? Format.NCW : Format.NWC, value, new Step(layer));
  }

  DenseLayer dense(long in, long out) {
    return new DenseLayer.Builder().nIn(in).nOut(out).activation(activation()).build();
  }

  Layer frozen(Layer inner) {
    return random.nextBoolean() ? new FrozenLayer(inner) : new FrozenLayerWithBackprop(inner);
  }

  private Optional<Value> ofVector(Value value) {
    long length = value.length();
    return switch (random.nextInt(isGraph ? 7 : 4)) {
      case 0 -> inARow(Format.VECTOR, value, new Step(frozen(dense(length, between(1, 4)))));
      case 1 -> repeated(value);
      case 2 -> image(value);
      case 3 -> linear ? repeated(value) : inARow(Format.VECTOR, value, new Step(encoder(length)));
      default -> new RareVertices(this).ofVector(value);
    };
  }

  private Optional<Value> repeated(Value value) {
    boolean first = random.nextBoolean();
    RepeatVector layer =
        new RepeatVector.Builder<>(between(2, 4))
            .dataFormat(first ? RNNFormat.NCW : RNNFormat.NWC)
            .build();
    return inARow(first ? Format.NCW : Format.NWC, value, new Step(layer));
  }

  private Layer encoder(long length) {
    return new VariationalAutoencoder.Builder()
        .nIn(length)
        .nOut(between(1, 3))
        .encoderLayerSizes(between(1, 4))
        .decoderLayerSizes(2)
        .activation(Activation.TANH)
        .build();
  }

  /** Returns a divisor of a number. */
  int divisor(int number) {
    int candidate = between(1, number);
    while (number % candidate != 0) {
      candidate--;
    }
    return candidate;
  }

  private Optional<Value> image(Value value) {
    int length = Math.toIntExact(value.length());
    int height = divisor(length);
    int width = divisor(length / height);
    int channels = length / height / width;
    ConvolutionLayer layer = convolution(channels, between(1, height), between(1, width)).build();
    return inARow(
        Format.NCHW,
        value,
        new Step(layer, new FeedForwardToCnnPreProcessor(height, width, channels)));
  }

  ConvolutionLayer.Builder convolution(long in, int height, int width) {
    return new ConvolutionLayer.Builder(height, width)
        .nIn(in)
        .nOut(between(1, 3))
        .activation(activation());
  }

  private Optional<Value> ofImage(Value value) {
    boolean last = value.format() == Format.NHWC;
    CNN2DFormat format = last ? CNN2DFormat.NHWC : CNN2DFormat.NCHW;
    return switch (random.nextInt(linear ? 4 : 6)) {
      case 0 -> halved(value, format);
      case 1 ->
          isGraph && !last && value.size(0) > 1 && value.size(1) > 1
              ? sketch.add(new Step(new PoolHelperVertex()), value.format(), value)
              : halved(value, format);
      case 2 -> inARow(value.format(), value, new Step(loss(format)));
      case 3 -> {
        Layer layer = convolution(value.channels(), 1, 1).dataFormat(format).build();
        yield inARow(value.format(), value, new Step(frozen(layer)));
      }
      case 4 -> boxes(value, format);
      default -> last ? halved(value, format) : capsules(value);
    };
  }

  /** Bounding boxes, one or two in each cell, of one or two classes. */
  private Optional<Value> boxes(Value value, CNN2DFormat format) {
    int count = between(1, 2);
    Layer channels =
        convolution(value.channels(), 1, 1)
            .nOut(count * (5 + between(1, 2)))
            .dataFormat(format)
            .build();
    double[] sizes = random.doubles(2L * count, 0.5, 2).toArray();
    INDArray priors = Nd4j.createFromArray(sizes).reshape(count, 2);
    Yolo2OutputLayer boxes = new Yolo2OutputLayer.Builder().boundingBoxPriors(priors).build();
    boxes.setFormat(format);
    return inARow(value.format(), value, new Step(channels), new Step(boxes));
  }

  private Layer loss(CNN2DFormat format) {
    CnnLossLayer layer =
        new CnnLossLayer.Builder(LossFunction.MSE).activation(activation()).build();
    layer.setFormat(format);
    return layer;
  }

  /** Behind a reshape of Fortran order Deeplearning4j's output() is not what the layer computes. */
  private Optional<Value> halved(Value value, CNN2DFormat format) {
    boolean isEven = value.size(0) % 2 == 0 && value.size(1) % 2 == 0;
    return isEven && !value.name().startsWith("reshapevertex")
        ? inARow(
            value.format(), value, new Step(new SpaceToDepthLayer.Builder<>(2, format).build()))
        : Optional.empty();
  }

  private Optional<Value> capsules(Value value) {
    int height = between(1, Math.toIntExact(Math.min(3, value.size(0))));
    int width = between(1, Math.toIntExact(Math.min(3, value.size(1))));
    PrimaryCapsules primary =
        new PrimaryCapsules.Builder(2, between(1, 2))
            .kernelSize(height, width)
            .stride(1, 1)
            .hasBias(random.nextBoolean())
            .build();
    int places = Math.toIntExact((value.size(0) - height + 1) * (value.size(1) - width + 1));
    primary.setInputChannels(Math.toIntExact(value.channels()));
    primary.setCapsules(primary.getChannels() * places);
    CapsuleLayer routed = new CapsuleLayer.Builder(between(1, 3), 2, between(1, 3)).build();
    routed.setInputCapsules(primary.getCapsules());
    routed.setInputCapsuleDimensions(2);
    return inARow(
        Format.VECTOR,
        value,
        new Step(primary),
        new Step(routed),
        new Step(new CapsuleStrengthLayer.Builder().build()));
  }
}

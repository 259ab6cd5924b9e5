package io.github.dl4jdeeplift;

import io.github.dl4jdeeplift.NetworkSketch.Format;
import io.github.dl4jdeeplift.NetworkSketch.Step;
import io.github.dl4jdeeplift.NetworkSketch.Value;
import java.util.Optional;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.misc.ElementWiseMultiplicationLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.recurrent.TimeDistributed;
import org.deeplearning4j.nn.conf.preprocessor.CnnToRnnPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToRnnPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.RnnToCnnPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.RnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Random steps of the rare kinds over sequences: outputs, rows of all steps, videos. */
record RareSequences(RareSteps steps) {
  Optional<Value> of(Value value) {
    RNNFormat format = value.format() == Format.NWC ? RNNFormat.NWC : RNNFormat.NCW;
    boolean attends = steps.isGraph() && format == RNNFormat.NCW;
    return switch (steps.random().nextInt(attends ? 11 : 8)) {
      // Deeplearning4j's workspaces fail on TimeDistributed in a graph.
      case 0 -> kept(value, steps.isGraph() ? loss(format) : distributed(value, format));
      case 1 ->
          steps.linear()
              ? kept(value, loss(format))
              : steps.inARow(Format.VECTOR, value, new Step(new LastTimeStep(lstm(value, format))));
      case 2 ->
          kept(
              value,
              steps.isGraph() || steps.random().nextBoolean()
                  ? output(value, format)
                  : distributed(value, format));
      case 3 ->
          kept(value, steps.linear() ? output(value, format) : steps.frozen(lstm(value, format)));
      case 4, 5 -> rows(value, format);
      case 6, 7 -> video(value, format);
      default -> new RareVertices(steps).ofSequence(value);
    };
  }

  private Optional<Value> kept(Value value, Layer layer) {
    return steps.inARow(value.format(), value, new Step(layer));
  }

  private Layer lstm(Value value, RNNFormat format) {
    return new LSTM.Builder()
        .nIn(value.channels())
        .nOut(steps.between(1, 3))
        .activation(Activation.TANH)
        .dataFormat(format)
        .build();
  }

  private Layer output(Value value, RNNFormat format) {
    return new RnnOutputLayer.Builder(LossFunction.MSE)
        .nIn(value.channels())
        .nOut(steps.between(1, 3))
        .activation(steps.activation())
        .dataFormat(format)
        .build();
  }

  private Layer distributed(Value value, RNNFormat format) {
    Layer inner =
        switch (steps.random().nextInt(4)) {
          case 0 -> new ActivationLayer(steps.activation());
          case 1 -> new DropoutLayer.Builder(0.5).build();
          default -> steps.dense(value.channels(), steps.between(1, 3));
        };
    return new TimeDistributed(inner, format);
  }

  private Layer loss(RNNFormat format) {
    RnnLossLayer layer =
        new RnnLossLayer.Builder(LossFunction.MSE).activation(steps.activation()).build();
    layer.setRnnDataFormat(format);
    return layer;
  }

  /** Layers on the rows of all steps. */
  private Optional<Value> rows(Value value, RNNFormat format) {
    int units = steps.between(1, 3);
    return steps.inARow(
        value.format(),
        value,
        new Step(steps.dense(value.channels(), units), new RnnToFeedForwardPreProcessor(format)),
        new Step(onRows(units)),
        new Step(loss(format), new FeedForwardToRnnPreProcessor(format)));
  }

  private Layer onRows(int units) {
    return switch (steps.random().nextInt(3)) {
      case 0 -> new BatchNormalization.Builder().nIn(units).nOut(units).build();
      case 1 ->
          new ElementWiseMultiplicationLayer.Builder()
              .nIn(units)
              .nOut(units)
              .weightInit(WeightInit.NORMAL)
              .activation(steps.activation())
              .build();
      default -> new DropoutLayer.Builder(0.5).build();
    };
  }

  /** A convolution on the image of each step, and another layer on what it gives. */
  private Optional<Value> video(Value value, RNNFormat format) {
    int length = Math.toIntExact(value.channels());
    int height = steps.divisor(length);
    int width = steps.divisor(length / height);
    int channels = length / height / width;
    int rows = steps.between(1, height);
    int columns = steps.between(1, width);
    ConvolutionLayer layer = steps.convolution(channels, rows, columns).build();
    return steps.inARow(
        value.format(),
        value,
        new Step(layer, new RnnToCnnPreProcessor(height, width, channels, format)),
        new Step(onImages(layer)),
        new Step(
            loss(format),
            new CnnToRnnPreProcessor(
                height - rows + 1, width - columns + 1, layer.getNOut(), format)));
  }

  private Layer onImages(ConvolutionLayer before) {
    if (steps.linear() || steps.random().nextBoolean()) {
      return new BatchNormalization.Builder().nIn(before.getNOut()).nOut(before.getNOut()).build();
    }
    return new SubsamplingLayer.Builder(PoolingType.MAX).kernelSize(1, 1).stride(1, 1).build();
  }
}

package io.github.dl4jdeeplift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jdeeplift.rule.UnsupportedLayerException;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.StackVertex;
import org.deeplearning4j.nn.conf.graph.UnstackVertex;
import org.deeplearning4j.nn.conf.graph.rnn.LastTimeStepVertex;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.CnnToRnnPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToRnnPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.RnnToCnnPreProcessor;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Convolutions over the images of a video, whose time Deeplearning4j folds into the batch. */
class VideoNetworksTest {
  /** Two channels of 3 by 4, 6 steps. */
  private static final long[] NCW = {24, 6};

  private static final long[] NWC = {6, 24};

  private static Layer convolution(Activation activation) {
    return new ConvolutionLayer.Builder(2, 2)
        .nIn(2)
        .nOut(3)
        .convolutionMode(ConvolutionMode.Truncate)
        .activation(activation)
        .build();
  }

  private static Layer lstm(int in, RNNFormat format) {
    return new LSTM.Builder()
        .nIn(in)
        .nOut(3)
        .activation(Activation.TANH)
        .dataFormat(format)
        .build();
  }

  private static RnnToCnnPreProcessor images(RNNFormat format) {
    return new RnnToCnnPreProcessor(3, 4, 2, format);
  }

  private static GraphBuilder convolved(GraphBuilder builder, Activation activation) {
    return builder.addLayer("conv", convolution(activation), images(RNNFormat.NCW), "in0");
  }

  /** Three channels of 2 by 3 behind the convolution. */
  private static CnnToRnnPreProcessor steps(RNNFormat format) {
    return new CnnToRnnPreProcessor(2, 3, 3, format);
  }

  private static Layer maximum() {
    return new SubsamplingLayer.Builder(PoolingType.MAX).kernelSize(2, 2).stride(1, 1).build();
  }

  private static Layer identity(RNNFormat format) {
    RnnLossLayer layer =
        new RnnLossLayer.Builder(LossFunction.MSE).activation(Activation.IDENTITY).build();
    layer.setRnnDataFormat(format);
    return layer;
  }

  private static LayerCase linear(RNNFormat format) {
    return LayerCase.graph(
        "convolution at each step " + format,
        true,
        List.of(format == RNNFormat.NWC ? NWC : NCW),
        b ->
            b.addLayer("conv", convolution(Activation.IDENTITY), images(format), "in0")
                .addLayer("out", identity(format), steps(format), "conv"));
  }

  private static LayerCase recurrent(RNNFormat format) {
    return LayerCase.graph(
        "convolution, pooling and LSTM " + format,
        false,
        List.of(format == RNNFormat.NWC ? NWC : NCW),
        b ->
            b.addLayer("conv", convolution(Activation.RELU), images(format), "in0")
                .addLayer("norm", new BatchNormalization.Builder().nIn(3).nOut(3).build(), "conv")
                .addLayer("slopes", new PReLULayer.Builder().inputShape(3, 2, 3).build(), "norm")
                .addLayer("pool", maximum(), "slopes")
                .addLayer(
                    "out", lstm(6, format), new CnnToRnnPreProcessor(1, 2, 3, format), "pool"));
  }

  private static LayerCase dense() {
    return LayerCase.graph(
        "dense layers at each step",
        false,
        List.of(NCW),
        b ->
            convolved(b, Activation.TANH)
                .addLayer(
                    "dense",
                    SmallNetworks.dense(18, 4, Activation.SOFTMAX),
                    new CnnToFeedForwardPreProcessor(2, 3, 3),
                    "conv")
                .addLayer(
                    "out",
                    new RnnOutputLayer.Builder(LossFunction.MSE)
                        .nIn(4)
                        .nOut(2)
                        .activation(Activation.SIGMOID)
                        .build(),
                    new FeedForwardToRnnPreProcessor(),
                    "dense"));
  }

  private static LayerCase residual() {
    return LayerCase.graph(
        "product and pooling at each step",
        false,
        List.of(NCW),
        b ->
            convolved(b, Activation.SIGMOID)
                .addLayer("other", convolution(Activation.RELU), images(RNNFormat.NCW), "in0")
                .addVertex(
                    "both", new ElementWiseVertex(ElementWiseVertex.Op.Product), "conv", "other")
                .addLayer("pool", new GlobalPoolingLayer.Builder(PoolingType.MAX).build(), "both")
                .addLayer(
                    "out", lstm(3, RNNFormat.NCW), new FeedForwardToRnnPreProcessor(), "pool"));
  }

  @TestFactory
  Stream<DynamicTest> video_isDeeplearning4jsAndSums() {
    return Stream.of(
            linear(RNNFormat.NCW),
            linear(RNNFormat.NWC),
            recurrent(RNNFormat.NCW),
            recurrent(RNNFormat.NWC),
            dense(),
            residual())
        .flatMap(LayerCase::tests);
  }

  @TestFactory
  Stream<DynamicTest> video_withMask() {
    return Stream.of(MaskedCase.LENGTHS, MaskedCase.GAPS)
        .map(
            mask ->
                MaskedCase.graph(
                    "last step of a video",
                    List.of(NCW),
                    List.<double[][]>of(mask),
                    b ->
                        convolved(b, Activation.RELU)
                            .addLayer("pool", maximum(), "conv")
                            .addLayer(
                                "lstm",
                                lstm(6, RNNFormat.NCW),
                                new CnnToRnnPreProcessor(1, 2, 3),
                                "pool")
                            .addVertex("out", new LastTimeStepVertex("in0"), "lstm")))
        .flatMap(MaskedCase::tests);
  }

  @TestFactory
  Stream<DynamicTest> video_withMaskThatMultiplies() {
    return Stream.of(
            MaskedCase.graph(
                "dense layer of masked steps",
                List.of(NCW),
                List.<double[][]>of(MaskedCase.GAPS),
                b ->
                    convolved(b, Activation.RELU)
                        .addLayer(
                            "dense",
                            SmallNetworks.dense(18, 4, Activation.TANH),
                            new CnnToFeedForwardPreProcessor(2, 3, 3),
                            "conv")
                        .addLayer(
                            "lstm",
                            lstm(4, RNNFormat.NCW),
                            new FeedForwardToRnnPreProcessor(),
                            "dense")
                        .addLayer(
                            "out",
                            new GlobalPoolingLayer.Builder(PoolingType.AVG).build(),
                            "lstm")))
        .flatMap(MaskedCase::tests);
  }

  private static void requireRefusal(GraphBuilder builder, String... parts) {
    ComputationGraph graph =
        new ComputationGraph(builder.setOutputs("out").validateOutputLayerConfig(false).build());
    graph.init();
    var thrown =
        assertThatThrownBy(() -> DeepLift.builder(graph).build())
            .isInstanceOf(UnsupportedLayerException.class);
    for (String part : parts) {
      thrown.hasMessageContaining(part);
    }
  }

  private static GraphBuilder builder(String... inputs) {
    return new org.deeplearning4j.nn.conf.NeuralNetConfiguration.Builder()
        .graphBuilder()
        .addInputs(inputs);
  }

  @Test
  void output_ofTimeSteps_isRefused() {
    requireRefusal(
        convolved(builder("in0"), Activation.RELU).addLayer("out", maximum(), "conv"),
        "'out'",
        "a row for each time step",
        "CnnToRnnPreProcessor");
  }

  @Test
  void stackedVideos_areDeeplearning4jsFault() {
    requireRefusal(
        builder("in0", "in1")
            .addVertex("stack", new StackVertex(), "in0", "in1")
            .addLayer("conv", convolution(Activation.RELU), images(RNNFormat.NCW), "stack")
            .addLayer("lstm", lstm(18, RNNFormat.NCW), steps(RNNFormat.NCW), "conv")
            .addVertex("out", new UnstackVertex(0, 2), "lstm"),
        "Deeplearning4j 1.0.0-M2.1 itself mixes",
        "unstack");
  }

  @Test
  void rulesOfSteps_canBeChosen() {
    ComputationGraph graph =
        SmallNetworks.graph(
            b ->
                convolved(b.addInputs("in0"), Activation.RELU)
                    .addLayer("pool", maximum(), "conv")
                    .addLayer(
                        "out", identity(RNNFormat.NCW), new CnnToRnnPreProcessor(1, 2, 3), "pool")
                    .setOutputs("out"));
    DeepLift deepLift =
        DeepLift.builder(graph)
            .nonlinearityRule("conv", NonlinearityRule.REVEAL_CANCEL)
            .maxPoolingRule(MaxPoolingRule.PAPER)
            .build();
    assertThat(deepLift.resolvedRules().get("conv")).startsWith("RevealCancel");
    assertThat(deepLift.resolvedRules().get("pool")).contains("equation 11", "at each step");
  }
}

package io.github.dl4jdeeplift;

import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.graph.AttentionVertex;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.rnn.DuplicateToTimeSeriesVertex;
import org.deeplearning4j.nn.conf.graph.rnn.LastTimeStepVertex;
import org.deeplearning4j.nn.conf.graph.rnn.ReverseTimeSeriesVertex;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.GravesBidirectionalLSTM;
import org.deeplearning4j.nn.conf.layers.GravesLSTM;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.RecurrentAttentionLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.SelfAttentionLayer;
import org.deeplearning4j.nn.conf.layers.Subsampling1DLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.conf.layers.util.MaskLayer;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToRnnPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.RnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.weights.WeightInit;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** With masks, layers compute what Deeplearning4j computes, and their contributions sum. */
@SuppressWarnings("deprecation")
class MaskedLayersTest {
  private static final long[] NCW = {3, 6};
  private static final long[] NWC = {6, 3};
  private static final double[][] NONE = {};

  private static LSTM lstm(int in, RNNFormat format) {
    return new LSTM.Builder()
        .weightInit(WeightInit.XAVIER)
        .nIn(in)
        .nOut(4)
        .activation(Activation.TANH)
        .dataFormat(format)
        .build();
  }

  private static LSTM lstm() {
    return lstm(3, RNNFormat.NCW);
  }

  private static SimpleRnn simple(RNNFormat format) {
    return new SimpleRnn.Builder()
        .nIn(3)
        .nOut(4)
        .activation(Activation.TANH)
        .dataFormat(format)
        .build();
  }

  private static GravesLSTM graves() {
    return new GravesLSTM.Builder().nIn(3).nOut(4).activation(Activation.TANH).build();
  }

  private static GravesBidirectionalLSTM gravesBidirectional() {
    return new GravesBidirectionalLSTM.Builder().nIn(3).nOut(4).activation(Activation.TANH).build();
  }

  private static Layer pooling(PoolingType type) {
    return new GlobalPoolingLayer.Builder(type).build();
  }

  private static RnnOutputLayer output() {
    return new RnnOutputLayer.Builder(LossFunction.MSE)
        .nIn(4)
        .nOut(2)
        .activation(Activation.SOFTMAX)
        .build();
  }

  private static Convolution1DLayer convolution(ConvolutionMode mode, int stride) {
    return new Convolution1DLayer.Builder(2, stride)
        .nIn(3)
        .nOut(4)
        .convolutionMode(mode)
        .activation(Activation.RELU)
        .build();
  }

  private static Subsampling1DLayer subsampling() {
    Subsampling1DLayer layer =
        new Subsampling1DLayer.Builder(2, 2).convolutionMode(ConvolutionMode.Truncate).build();
    layer.setPoolingType(org.deeplearning4j.nn.conf.layers.PoolingType.MAX);
    return layer;
  }

  private static SelfAttentionLayer attention() {
    return new SelfAttentionLayer.Builder()
        .nIn(3)
        .nOut(4)
        .nHeads(2)
        .headSize(3)
        .projectInput(true)
        .build();
  }

  private static RecurrentAttentionLayer recurrentAttention() {
    return new RecurrentAttentionLayer.Builder()
        .nIn(3)
        .nOut(4)
        .nHeads(2)
        .headSize(3)
        .projectInput(true)
        .activation(Activation.TANH)
        .build();
  }

  @TestFactory
  Stream<DynamicTest> recurrentLayer_withMask() {
    return Stream.of(
            MaskedCase.of("LSTM", NCW, lstm()),
            MaskedCase.of("LSTM and RnnOutputLayer", NCW, lstm(), output()),
            MaskedCase.of("SimpleRnn", NCW, simple(RNNFormat.NCW)),
            MaskedCase.of("SimpleRnn NWC", NWC, simple(RNNFormat.NWC)),
            MaskedCase.of("GravesBidirectionalLSTM", NCW, gravesBidirectional()),
            MaskedCase.of(
                "Bidirectional LSTM", NCW, new Bidirectional(Bidirectional.Mode.ADD, lstm())),
            MaskedCase.of(
                "Bidirectional SimpleRnn",
                NCW,
                new Bidirectional(Bidirectional.Mode.CONCAT, simple(RNNFormat.NCW))),
            MaskedCase.of(
                "Bidirectional SimpleRnn NWC",
                NWC,
                new Bidirectional(Bidirectional.Mode.MUL, simple(RNNFormat.NWC))),
            MaskedCase.of("LastTimeStep of LSTM", NCW, new LastTimeStep(lstm())),
            MaskedCase.of(
                "LastTimeStep of LSTM NWC", NWC, new LastTimeStep(lstm(3, RNNFormat.NWC))),
            MaskedCase.of("LastTimeStep of GravesLSTM", NCW, new LastTimeStep(graves())),
            MaskedCase.of(
                "LastTimeStep of Bidirectional",
                NCW,
                new LastTimeStep(new Bidirectional(Bidirectional.Mode.AVERAGE, lstm()))),
            MaskedCase.of(
                "Bidirectional of LastTimeStep",
                NCW,
                new Bidirectional(Bidirectional.Mode.CONCAT, new LastTimeStep(lstm()))),
            MaskedCase.of(
                "LSTM, LastTimeStep and dense",
                NCW,
                lstm(),
                new LastTimeStep(lstm(4, RNNFormat.NCW)),
                SmallNetworks.dense(4, 2, Activation.RELU)))
        .flatMap(cases -> cases)
        .flatMap(MaskedCase::tests);
  }

  @TestFactory
  Stream<DynamicTest> otherLayer_withMask() {
    return Stream.of(
            MaskedCase.of("maximum over time", NCW, lstm(), pooling(PoolingType.MAX)),
            MaskedCase.of("mean over time", NCW, lstm(), pooling(PoolingType.AVG)),
            MaskedCase.of("sum over time", NCW, lstm(), pooling(PoolingType.SUM)),
            MaskedCase.of(
                "convolution and pooling",
                NCW,
                convolution(ConvolutionMode.Same, 1),
                pooling(PoolingType.AVG)),
            MaskedCase.of("causal convolution", NCW, convolution(ConvolutionMode.Causal, 1)),
            MaskedCase.of("self attention", NCW, attention()),
            MaskedCase.of("self attention and pooling", NCW, attention(), pooling(PoolingType.MAX)),
            MaskedCase.of("recurrent attention", NCW, recurrentAttention()),
            MaskedCase.of("MaskLayer", NCW, lstm(), new MaskLayer(), output()))
        .flatMap(cases -> cases)
        .flatMap(MaskedCase::tests);
  }

  /** Deeplearning4j reduces masks in single precision alone. */
  @TestFactory
  Stream<DynamicTest> slidingWindow_withMask() {
    return Stream.of(
            MaskedCase.of(
                "convolution with a stride",
                NCW,
                convolution(ConvolutionMode.Truncate, 2),
                pooling(PoolingType.MAX)),
            MaskedCase.of(
                "padded convolution",
                NCW,
                convolution(ConvolutionMode.Same, 2),
                pooling(PoolingType.AVG)),
            MaskedCase.of("pooling", NCW, subsampling(), pooling(PoolingType.SUM)))
        .flatMap(cases -> cases)
        .flatMap(MaskedCase::testsInFloat);
  }

  private static AttentionVertex vertex() {
    return new AttentionVertex.Builder()
        .nInQueries(3)
        .nInKeys(2)
        .nInValues(2)
        .nOut(4)
        .nHeads(2)
        .headSize(3)
        .projectInput(true)
        .build();
  }

  @TestFactory
  Stream<DynamicTest> vertex_withMask() {
    return Stream.of(
            MaskedCase.graph(
                "LastTimeStepVertex",
                List.of(NCW),
                List.<double[][]>of(MaskedCase.LENGTHS),
                b ->
                    b.addLayer("lstm", lstm(), "in0")
                        .addVertex("out", new LastTimeStepVertex("in0"), "lstm")),
            MaskedCase.graph(
                "dense layer on each step",
                List.of(NCW),
                List.<double[][]>of(MaskedCase.GAPS),
                b ->
                    b.addLayer(
                            "dense",
                            SmallNetworks.dense(3, 4, Activation.SIGMOID),
                            new RnnToFeedForwardPreProcessor(),
                            "in0")
                        .addLayer("out", output(), new FeedForwardToRnnPreProcessor(), "dense")),
            MaskedCase.graph(
                "ReverseTimeSeriesVertex",
                List.of(NCW),
                List.<double[][]>of(MaskedCase.LENGTHS),
                b -> b.addVertex("out", new ReverseTimeSeriesVertex("in0"), "in0")),
            MaskedCase.graph(
                "ReverseTimeSeriesVertex that ignores masks",
                List.of(NCW),
                List.<double[][]>of(MaskedCase.GAPS),
                b -> b.addVertex("out", new ReverseTimeSeriesVertex(), "in0")),
            MaskedCase.graph(
                "DuplicateToTimeSeriesVertex",
                List.of(NCW, new long[] {2}),
                List.of(MaskedCase.LENGTHS, NONE),
                b ->
                    b.addVertex("twice", new DuplicateToTimeSeriesVertex("in0"), "in1")
                        .addVertex("both", new MergeVertex(), "twice", "in0")
                        .addLayer("out", pooling(PoolingType.AVG), "both")))
        .flatMap(MaskedCase::tests);
  }

  @TestFactory
  Stream<DynamicTest> masksOfSeveralInputs() {
    List<long[]> two = List.of(NCW, NCW);
    return Stream.of(
            MaskedCase.graph(
                "two masks that meet in a merge",
                two,
                List.of(MaskedCase.LENGTHS, MaskedCase.GAPS),
                b ->
                    b.addVertex("both", new MergeVertex(), "in0", "in1")
                        .addLayer("out", pooling(PoolingType.AVG), "both")),
            MaskedCase.graph(
                "two masks that meet in a sum",
                two,
                List.of(MaskedCase.LENGTHS, MaskedCase.GAPS),
                b ->
                    b.addVertex(
                            "both", new ElementWiseVertex(ElementWiseVertex.Op.Add), "in0", "in1")
                        .addLayer("out", pooling(PoolingType.MAX), "both")),
            MaskedCase.graph(
                "one mask that ends in a merge",
                two,
                List.of(MaskedCase.LENGTHS, NONE),
                b ->
                    b.addVertex("both", new MergeVertex(), "in0", "in1")
                        .addLayer("out", pooling(PoolingType.AVG), "both")),
            MaskedCase.graph(
                "attention vertex, all masked",
                List.of(NCW, new long[] {2, 6}),
                List.of(MaskedCase.LENGTHS, MaskedCase.GAPS),
                b -> b.addVertex("out", vertex(), "in0", "in1", "in1")),
            MaskedCase.graph(
                "attention vertex, keys masked",
                List.of(NCW, new long[] {2, 6}),
                List.of(NONE, MaskedCase.GAPS),
                b -> b.addVertex("out", vertex(), "in0", "in1", "in1")))
        .flatMap(MaskedCase::tests);
  }
}

package io.github.dl4jdeeplift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.graph.ShiftVertex;
import org.deeplearning4j.nn.conf.graph.SubsetVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.misc.ElementWiseMultiplicationLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToRnnPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.RnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.preprocessors.KerasFlattenRnnPreprocessor;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * With masks, layers that work number by number or on rows, frozen ones, outputs and embeddings.
 */
class MaskedKindsTest {
  private static final long[] NCW = {3, 6};
  private static final long[] NWC = {6, 3};

  private static Layer mean() {
    return new GlobalPoolingLayer.Builder(PoolingType.AVG).build();
  }

  private static Layer slopes() {
    return new PReLULayer.Builder().inputShape(3, 6).build();
  }

  private static SimpleRnn simple() {
    return new SimpleRnn.Builder().nIn(3).nOut(3).activation(Activation.TANH).build();
  }

  private static Layer normalization(boolean channelsLast) {
    return new BatchNormalization.Builder()
        .nIn(3)
        .nOut(3)
        .useLogStd(true) // random parameters are then no negative variances
        .dataFormat(channelsLast ? CNN2DFormat.NHWC : CNN2DFormat.NCHW)
        .build();
  }

  private static LastTimeStep last(RNNFormat format) {
    return new LastTimeStep(
        new LSTM.Builder().nIn(3).nOut(2).activation(Activation.TANH).dataFormat(format).build());
  }

  private static Layer product() {
    return new ElementWiseMultiplicationLayer.Builder()
        .nIn(3)
        .nOut(3)
        .activation(Activation.SIGMOID)
        .build();
  }

  private static Layer loss() {
    return new LossLayer.Builder(LossFunction.MSE).activation(Activation.SIGMOID).build();
  }

  private static Layer output(int in) {
    return new OutputLayer.Builder(LossFunction.MSE)
        .nIn(in)
        .nOut(3)
        .activation(Activation.SOFTMAX)
        .build();
  }

  /** A layer on the rows of all steps, which the mask's rows go along with. */
  private static Stream<MaskedCase> onRows(String name, Layer layer) {
    return Stream.of(
        MaskedCase.graph(
            name + " on each step",
            List.of(NCW),
            List.<double[][]>of(MaskedCase.GAPS),
            b ->
                b.addLayer("dense", SmallNetworks.dense(3, 3, Activation.TANH), rows(), "in0")
                    .addLayer("rows", layer, "dense")
                    .addLayer("steps", simple(), new FeedForwardToRnnPreProcessor(), "rows")
                    .addLayer("out", mean(), "steps")));
  }

  private static RnnToFeedForwardPreProcessor rows() {
    return new RnnToFeedForwardPreProcessor();
  }

  @TestFactory
  Stream<DynamicTest> layer_withMask() {
    return Stream.of(
            MaskedCase.of("PReLULayer", NCW, simple(), slopes(), mean()),
            MaskedCase.of("BatchNormalization NWC", NWC, normalization(true), last(RNNFormat.NWC)),
            MaskedCase.of("FrozenLayer", NCW, new FrozenLayer(simple()), mean()),
            MaskedCase.of(
                "FrozenLayerWithBackprop", NCW, new FrozenLayerWithBackprop(simple()), mean()),
            onRows("PReLULayer", new PReLULayer.Builder().inputShape(3).build()),
            onRows("BatchNormalization", normalization(false)),
            onRows("ActivationLayer", new ActivationLayer(Activation.SOFTMAX)),
            onRows("DropoutLayer", new DropoutLayer.Builder(0.5).build()),
            onRows("ElementWiseMultiplicationLayer", product()),
            onRows("LossLayer", loss()),
            onRows("OutputLayer", output(3)))
        .flatMap(cases -> cases)
        .flatMap(MaskedCase::tests);
  }

  @TestFactory
  Stream<DynamicTest> vertex_withMask() {
    return Stream.of(
            MaskedCase.graph(
                "SubsetVertex",
                List.of(NCW),
                List.<double[][]>of(MaskedCase.GAPS),
                b ->
                    b.addVertex("some", new SubsetVertex(1, 2), "in0")
                        .addLayer("out", mean(), "some")),
            MaskedCase.graph(
                "ScaleVertex and ShiftVertex",
                List.of(NCW),
                List.<double[][]>of(MaskedCase.GAPS),
                b ->
                    b.addVertex("scaled", new ScaleVertex(-1.5), "in0")
                        .addVertex("shifted", new ShiftVertex(0.7), "scaled")
                        .addLayer("out", mean(), "shifted")),
            MaskedCase.graph(
                "KerasFlattenRnnPreprocessor",
                List.of(NCW),
                List.<double[][]>of(MaskedCase.GAPS),
                b ->
                    b.addLayer("steps", simple(), "in0")
                        .addLayer(
                            "out",
                            new ActivationLayer(Activation.TANH),
                            new KerasFlattenRnnPreprocessor(3, 6),
                            "steps")))
        .flatMap(MaskedCase::tests);
  }

  /** Explains every place of the output with masks of inputs or of labels, and compares. */
  private static void check(
      MultiLayerNetwork network, INDArray[] pair, INDArray mask, INDArray labels) {
    CaseArrays.randomize(network, pair[0].dataType());
    Masks masks = mask == null ? Masks.NONE : Masks.ofInputs(mask);
    masks = labels == null ? masks : masks.andOfLabels(labels);
    INDArray output = network.output(pair[0].dup(), false, copy(mask), copy(labels)).dup();
    network.clearLayerMaskArrays();
    INDArray compared = network.output(pair[1].dup(), false, copy(mask), copy(labels)).dup();
    network.clearLayerMaskArrays();
    DeepLift deepLift = DeepLift.builder(network).requireCompleteness().build();
    String name = deepLift.outputNames().get(0);
    for (int unit = 0; unit < output.size(1); unit++) {
      int[] place = output.rank() == 2 ? new int[] {unit} : new int[] {unit, 1};
      Attribution attribution =
          deepLift
              .explain(
                  new INDArray[] {pair[0]},
                  masks,
                  Reference.perExample(pair[1]),
                  List.of(Target.layer(name, place)))
              .get(0);
      for (int example = 0; example < output.size(0); example++) {
        double value = at(output, example, place);
        double sum = attribution.contributions().slice(example).sumNumber().doubleValue();
        assertThat(attribution.output().getDouble(example)).isCloseTo(value, within(1e-10));
        assertThat(sum).isCloseTo(value - at(compared, example, place), within(1e-10));
      }
    }
  }

  private static double at(INDArray output, int example, int... place) {
    return place.length == 1
        ? output.getDouble(example, place[0])
        : output.getDouble(example, place[0], place[1]);
  }

  private static INDArray copy(INDArray mask) {
    return mask == null ? null : mask.dup();
  }

  private static INDArray doubles(double[][] rows) {
    return Nd4j.createFromArray(rows);
  }

  private static INDArray[] sequences() {
    return new INDArray[] {
      Nd4j.rand(DataType.DOUBLE, 3, 3, 6), Nd4j.rand(DataType.DOUBLE, 3, 3, 6).negi()
    };
  }

  private static DynamicTest labels(
      String name, INDArray labels, INDArray[] pair, Layer... layers) {
    return DynamicTest.dynamicTest(name, () -> check(SmallNetworks.of(layers), pair, null, labels));
  }

  private static Layer outputOfSteps() {
    return new RnnOutputLayer.Builder(LossFunction.MSE)
        .nIn(3)
        .nOut(2)
        .activation(Activation.SOFTMAX)
        .build();
  }

  private static Layer lossOfSteps() {
    return new RnnLossLayer.Builder(LossFunction.MSE).activation(Activation.TANH).build();
  }

  @TestFactory
  Stream<DynamicTest> maskOfLabels() {
    INDArray ofExamples = doubles(new double[][] {{1}, {0}, {1}});
    INDArray ofSteps = doubles(MaskedCase.GAPS);
    INDArray[] rows = {
      doubles(new double[][] {{1, 2}, {3, 4}, {-1, 0.5}}), doubles(new double[3][2])
    };
    Layer dense = SmallNetworks.dense(2, 3, Activation.TANH);
    return Stream.of(
        labels("OutputLayer", ofExamples, rows, dense, output(3)),
        labels("LossLayer", ofExamples, rows, dense, loss()),
        labels("RnnOutputLayer", ofSteps, sequences(), simple(), outputOfSteps()),
        labels("RnnLossLayer", ofSteps, sequences(), simple(), lossOfSteps()));
  }

  @TestFactory
  Stream<DynamicTest> indices_withMask() {
    INDArray[] pair = {
      doubles(new double[][] {{0, 1, 2, 3, 4, 0}, {4, 3, 2, 1, 0, 0}, {1, 1, 2, 2, 3, 3}}),
      doubles(new double[3][6])
    };
    return Stream.of(true, false)
        .map(
            bias ->
                DynamicTest.dynamicTest(
                    "EmbeddingSequenceLayer, bias " + bias,
                    () ->
                        check(
                            SmallNetworks.of(embedding(bias), mean()),
                            pair,
                            doubles(MaskedCase.GAPS),
                            null)));
  }

  private static Layer embedding(boolean bias) {
    return new EmbeddingSequenceLayer.Builder()
        .nIn(5)
        .nOut(3)
        .inputLength(6)
        .hasBias(bias)
        .activation(Activation.TANH)
        .build();
  }
}

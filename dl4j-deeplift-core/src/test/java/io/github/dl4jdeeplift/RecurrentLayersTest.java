package io.github.dl4jdeeplift;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GravesBidirectionalLSTM;
import org.deeplearning4j.nn.conf.layers.GravesLSTM;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.conf.layers.recurrent.TimeDistributed;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Recurrent layers compute what Deeplearning4j computes, and their contributions sum. */
@SuppressWarnings("deprecation")
class RecurrentLayersTest {
  private static final int IN = 3;
  private static final int UNITS = 4;
  private static final int STEPS = 6;

  private record Case(String name, Function<RNNFormat, List<Layer>> layers) {}

  private static final List<Case> CASES =
      List.of(
          of("LSTM", RecurrentLayersTest::lstm),
          of("LSTM with hard sigmoid gates", RecurrentLayersTest::hardLstm),
          of("GravesLSTM", RecurrentLayersTest::graves),
          of("GravesBidirectionalLSTM", RecurrentLayersTest::gravesBidirectional),
          of("SimpleRnn", RecurrentLayersTest::simple),
          of("Bidirectional ADD", f -> new Bidirectional(Bidirectional.Mode.ADD, lstm(f))),
          of("Bidirectional MUL", f -> new Bidirectional(Bidirectional.Mode.MUL, lstm(f))),
          of(
              "Bidirectional AVERAGE",
              f -> new Bidirectional(Bidirectional.Mode.AVERAGE, simple(f))),
          of("Bidirectional CONCAT", f -> new Bidirectional(Bidirectional.Mode.CONCAT, graves(f))),
          of("LastTimeStep", f -> new LastTimeStep(lstm(f))),
          of("LastTimeStep of SimpleRnn", f -> new LastTimeStep(simple(f))),
          of(
              "Bidirectional of LastTimeStep",
              f -> new Bidirectional(Bidirectional.Mode.CONCAT, new LastTimeStep(lstm(f)))),
          new Case("RnnOutputLayer", f -> List.of(lstm(f), output(f, Activation.SOFTMAX))),
          new Case(
              "RnnLossLayer",
              f ->
                  List.of(
                      simple(f),
                      new RnnLossLayer.Builder(LossFunction.MSE)
                          .dataFormat(f)
                          .activation(Activation.SIGMOID)
                          .build())),
          new Case(
              "TimeDistributed",
              f ->
                  List.of(
                      new TimeDistributed(
                          new DenseLayer.Builder()
                              .nIn(IN)
                              .nOut(UNITS)
                              .activation(Activation.TANH)
                              .build(),
                          f),
                      output(f, Activation.IDENTITY))));

  private static Case of(String name, Function<RNNFormat, Layer> layer) {
    return new Case(name, format -> List.of(layer.apply(format)));
  }

  private static LSTM lstm(RNNFormat format) {
    return new LSTM.Builder()
        .weightInit(WeightInit.XAVIER)
        .nIn(IN)
        .nOut(UNITS)
        .activation(Activation.TANH)
        .dataFormat(format)
        .build();
  }

  private static LSTM hardLstm(RNNFormat format) {
    return new LSTM.Builder()
        .weightInit(WeightInit.XAVIER)
        .nIn(IN)
        .nOut(UNITS)
        .activation(Activation.SOFTSIGN)
        .gateActivationFunction(Activation.HARDSIGMOID)
        .dataFormat(format)
        .build();
  }

  private static GravesLSTM graves(RNNFormat format) {
    return new GravesLSTM.Builder()
        .nIn(IN)
        .nOut(UNITS)
        .activation(Activation.TANH)
        .dataFormat(format)
        .build();
  }

  private static GravesBidirectionalLSTM gravesBidirectional(RNNFormat format) {
    return new GravesBidirectionalLSTM.Builder()
        .nIn(IN)
        .nOut(UNITS)
        .activation(Activation.TANH)
        .dataFormat(format)
        .build();
  }

  private static SimpleRnn simple(RNNFormat format) {
    return new SimpleRnn.Builder()
        .nIn(IN)
        .nOut(UNITS)
        .activation(Activation.TANH)
        .dataFormat(format)
        .build();
  }

  private static RnnOutputLayer output(RNNFormat format, Activation activation) {
    return new RnnOutputLayer.Builder(LossFunction.MSE)
        .nIn(UNITS)
        .nOut(2)
        .dataFormat(format)
        .activation(activation)
        .build();
  }

  @TestFactory
  Stream<DynamicTest> recurrentLayer_isDeeplearning4jsAndSums() {
    List<DynamicTest> tests = new ArrayList<>();
    for (Case each : CASES) {
      for (RNNFormat format : RNNFormat.values()) {
        for (DataType dataType : List.of(DataType.DOUBLE, DataType.FLOAT)) {
          String name = each.name + " " + format + " " + dataType;
          tests.add(DynamicTest.dynamicTest(name, () -> check(each, format, dataType)));
        }
      }
    }
    return tests.stream();
  }

  private static MultiLayerNetwork network(Case each, RNNFormat format, DataType dataType) {
    NeuralNetConfiguration.ListBuilder builder =
        new NeuralNetConfiguration.Builder().seed(3).dataType(dataType).list();
    each.layers.apply(format).forEach(builder::layer);
    MultiLayerNetwork network =
        new MultiLayerNetwork(builder.validateOutputLayerConfig(false).build());
    network.init();
    Random random = new Random(9);
    double[] numbers = random.doubles(network.numParams(), -0.9, 0.9).toArray();
    network.setParams(
        Nd4j.createFromArray(numbers).castTo(dataType).reshape(network.params().shape()));
    return network;
  }

  private static void check(Case each, RNNFormat format, DataType dataType) {
    MultiLayerNetwork network = network(each, format, dataType);
    INDArray input = examples(format, dataType, 1);
    INDArray reference = examples(format, dataType, 2);
    INDArray output = network.output(input.dup());
    int[] place = new int[output.rank() - 1];
    DeepLift deepLift = DeepLift.builder(network).requireCompleteness().build();
    String last = deepLift.outputNames().get(0);
    Attribution attribution =
        deepLift.explain(input, Reference.perExample(reference), Target.layer(last, place));
    double tolerance = dataType == DataType.DOUBLE ? 1e-10 : 1e-5;
    for (int example = 0; example < 2; example++) {
      double value = output.slice(example).dup('c').reshape(-1).getDouble(0);
      assertThat(Math.abs(attribution.output().getDouble(example) - value)).isLessThan(tolerance);
      double sum = attribution.contributions().slice(example).sumNumber().doubleValue();
      double delta =
          value - network.output(reference.dup()).slice(example).dup('c').reshape(-1).getDouble(0);
      assertThat(Math.abs(sum - delta)).isLessThan(10 * tolerance);
    }
  }

  private static INDArray examples(RNNFormat format, DataType dataType, long seed) {
    Random random = new Random(seed);
    double[] numbers = random.doubles(2L * IN * STEPS, -2, 2).toArray();
    long[] shape = format == RNNFormat.NWC ? new long[] {2, STEPS, IN} : new long[] {2, IN, STEPS};
    return Nd4j.createFromArray(numbers).castTo(dataType).reshape('c', shape);
  }
}

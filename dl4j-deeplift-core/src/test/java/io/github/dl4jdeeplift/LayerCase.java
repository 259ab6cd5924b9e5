package io.github.dl4jdeeplift;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.DynamicTest;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A layer or vertex in a small network of random parameters, and what must hold of it: its output
 * is Deeplearning4j's, contributions sum to the difference, and where it is linear its multipliers
 * are what Deeplearning4j's own output gains from one input alone.
 *
 * @param name what is tried
 * @param linear whether the network is an affine map
 * @param shapes shapes of one example, one for each network input
 * @param network makes the network
 */
record LayerCase(
    String name, boolean linear, List<long[]> shapes, Function<DataType, Model> network) {
  private static final int EXAMPLES = CaseArrays.EXAMPLES;
  private static final int PLACES = 4;

  /** A network of layers in a row; a fresh list is asked for each time. */
  static LayerCase of(String name, boolean linear, long[] shape, Layer... layers) {
    return new LayerCase(name, linear, List.of(shape), type -> inARow(type, layers));
  }

  /** A graph with inputs {@code in0}, {@code in1}, ... and the output {@code out}. */
  static LayerCase graph(
      String name, boolean linear, List<long[]> shapes, Function<GraphBuilder, GraphBuilder> make) {
    return new LayerCase(name, linear, shapes, type -> graph(type, shapes.size(), make));
  }

  static MultiLayerNetwork inARow(DataType type, Layer... layers) {
    NeuralNetConfiguration.ListBuilder builder = configuration(type).list();
    Arrays.stream(layers).map(Layer::clone).forEach(builder::layer);
    MultiLayerNetwork network =
        new MultiLayerNetwork(builder.validateOutputLayerConfig(false).build());
    network.init();
    return network;
  }

  static ComputationGraph graph(
      DataType type, int inputs, Function<GraphBuilder, GraphBuilder> make) {
    GraphBuilder builder = configuration(type).graphBuilder();
    for (int index = 0; index < inputs; index++) {
      builder.addInputs("in" + index);
    }
    builder.setOutputs("out").validateOutputLayerConfig(false).allowDisconnected(true);
    ComputationGraph graph = new ComputationGraph(make.apply(builder).build());
    graph.init();
    return graph;
  }

  private static NeuralNetConfiguration.Builder configuration(DataType type) {
    return new NeuralNetConfiguration.Builder().seed(3).dataType(type);
  }

  /** Returns the tests, in single and double precision. */
  Stream<DynamicTest> tests() {
    return Stream.of(DataType.DOUBLE, DataType.FLOAT)
        .map(type -> DynamicTest.dynamicTest(name + " " + type, () -> check(type)));
  }

  private void check(DataType type) {
    Model model = network.apply(type);
    CaseArrays.randomize(model, type);
    INDArray[] inputs = CaseArrays.examples(shapes, type, 1);
    INDArray[] references = CaseArrays.examples(shapes, type, 2);
    if (type == DataType.DOUBLE) {
      CudaOperations.requireFor(model, inputs);
    }
    for (NonlinearityRule rule :
        List.of(NonlinearityRule.RESCALE, NonlinearityRule.REVEAL_CANCEL)) {
      DeepLift deepLift =
          DeepLift.builder(model).nonlinearityRule(rule).requireCompleteness().build();
      Random random = new Random(8);
      for (int trial = 0; trial < PLACES; trial++) {
        int[] place = CaseArrays.place(PlainOutput.of(model, inputs)[0], random);
        checkSum(deepLift, model, new INDArray[][] {inputs, references}, place);
        if (linear) {
          checkMatrix(deepLift, model, inputs, place);
        }
      }
    }
  }

  private static void checkSum(DeepLift deepLift, Model model, INDArray[][] pair, int[] place) {
    DataType type = pair[0][0].dataType();
    Attribution attribution =
        deepLift.explain(
            pair[0],
            GeneratedNetwork.perInput(pair[1], Reference::perExample),
            target(deepLift, place));
    double tolerance = type == DataType.DOUBLE ? 1e-10 : 2e-5;
    for (int example = 0; example < EXAMPLES; example++) {
      double value = CaseArrays.at(PlainOutput.of(model, pair[0])[0], example, place);
      double reference = CaseArrays.at(PlainOutput.of(model, pair[1])[0], example, place);
      double size = Math.max(1, Math.max(Math.abs(value), Math.abs(reference)));
      assertThat(Math.abs(attribution.output().getDouble(example) - value))
          .as("output at %s", Arrays.toString(place))
          .isLessThan(tolerance * size);
      double sum = 0;
      for (INDArray contributions : attribution.contributionsOfInputs()) {
        INDArray own = contributions.slice(example);
        sum += own.sumNumber().doubleValue();
        size += own.norm1Number().doubleValue();
      }
      assertThat(Math.abs(sum - (value - reference)))
          .as("sum at %s", Arrays.toString(place))
          .isLessThan(tolerance * size);
    }
  }

  /** Asks Deeplearning4j what each number of each input is worth. */
  private void checkMatrix(DeepLift deepLift, Model model, INDArray[] inputs, int[] place) {
    INDArray[] example =
        Arrays.stream(inputs)
            .map(input -> input.slice(0).reshape(one(input)))
            .toArray(INDArray[]::new);
    Attribution attribution = deepLift.explain(example, Reference.zeros(), target(deepLift, place));
    DataType type = inputs[0].dataType();
    double start = CaseArrays.at(PlainOutput.of(model, zeros(type))[0], 0, place);
    for (int input = 0; input < shapes.size(); input++) {
      INDArray multipliers = attribution.multipliersOfInputs().get(input).dup('c').reshape(-1);
      for (long index = 0; index < multipliers.length(); index++) {
        INDArray[] unit = zeros(type);
        unit[input].reshape(-1).putScalar(index, 1);
        double weight = CaseArrays.at(PlainOutput.of(model, unit)[0], 0, place) - start;
        assertThat(Math.abs(multipliers.getDouble(index) - weight))
            .as("multiplier %s of input %s at %s", index, input, Arrays.toString(place))
            .isLessThan(type == DataType.DOUBLE ? 1e-10 : 1e-4);
      }
    }
  }

  private static long[] one(INDArray input) {
    long[] shape = input.shape().clone();
    shape[0] = 1;
    return shape;
  }

  private INDArray[] zeros(DataType type) {
    return shapes.stream()
        .map(shape -> Nd4j.zeros(type, CaseArrays.batch(1, shape)))
        .toArray(INDArray[]::new);
  }

  private static Target target(DeepLift deepLift, int... place) {
    return Target.layer(deepLift.outputNames().get(0), place);
  }
}

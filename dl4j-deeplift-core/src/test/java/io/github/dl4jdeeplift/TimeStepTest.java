package io.github.dl4jdeeplift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.conf.layers.util.MaskZeroLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Targets at a time step, and what is chosen for activations inside recurrent layers. */
class TimeStepTest {
  private static LSTM lstm(RNNFormat format) {
    return new LSTM.Builder()
        .nIn(2)
        .nOut(3)
        .weightInit(WeightInit.XAVIER)
        .activation(Activation.TANH)
        .dataFormat(format)
        .build();
  }

  private static RnnOutputLayer output(RNNFormat format) {
    return new RnnOutputLayer.Builder(LossFunction.MCXENT)
        .nIn(3)
        .nOut(2)
        .activation(Activation.SOFTMAX)
        .dataFormat(format)
        .build();
  }

  private static MultiLayerNetwork network(RNNFormat format) {
    MultiLayerNetwork network = SmallNetworks.of(lstm(format), output(format));
    CaseArrays.randomize(network, DataType.DOUBLE);
    return network;
  }

  private static INDArray input(RNNFormat format) {
    INDArray sequence = SmallNetworks.counted(2, 2, 5).div(10);
    return format == RNNFormat.NWC ? sequence.permute(0, 2, 1).dup('c') : sequence;
  }

  private static double[] numbers(INDArray array) {
    return array.dup('c').reshape(-1).toDoubleVector();
  }

  /** Class 1 at step 3 is (1, 3) channels first, (3, 1) channels last. */
  @ParameterizedTest
  @EnumSource(RNNFormat.class)
  void timeStep_isThePlaceOfTheFormat(RNNFormat format) {
    DeepLift deepLift = DeepLift.builder(network(format)).requireCompleteness().build();
    int[] place = format == RNNFormat.NWC ? new int[] {3, 1} : new int[] {1, 3};
    INDArray x = input(format);
    for (Target[] pair :
        new Target[][] {
          {Target.logit(1).atTimeStep(3), Target.logit(place)},
          {Target.probability(1).atTimeStep(3), Target.probability(place)},
          {Target.layer("layer1", 1).atTimeStep(3), Target.layer("layer1", place)},
          {Target.logit(1).atTimeStep(3).asProbability(), Target.probability(place)}
        }) {
      Attribution atStep = deepLift.explain(x, Reference.zeros(), pair[0]);
      Attribution expected = deepLift.explain(x, Reference.zeros(), pair[1]);
      assertThat(numbers(atStep.contributions()))
          .containsExactly(numbers(expected.contributions()), within(1e-12));
      assertThat(atStep.provenance().target()).contains("at time step 3");
    }
  }

  static Stream<Layer> wrapped() {
    return Stream.of(
        new MaskZeroLayer(lstm(RNNFormat.NWC), -7),
        new FrozenLayer(lstm(RNNFormat.NWC)),
        new FrozenLayerWithBackprop(lstm(RNNFormat.NWC)));
  }

  /** The format is that of the layer inside; nothing behind it has one of its own. */
  @ParameterizedTest
  @MethodSource("wrapped")
  void timeStep_isThePlaceOfTheFormatInside(Layer wrapper) {
    MultiLayerNetwork network = SmallNetworks.of(wrapper, new ActivationLayer(Activation.CUBE));
    CaseArrays.randomize(network, DataType.DOUBLE);
    DeepLift deepLift = DeepLift.builder(network).build();
    INDArray x = input(RNNFormat.NWC);

    Attribution atStep = deepLift.explain(x, Reference.zeros(), Target.logit(1).atTimeStep(3));

    assertThat(numbers(atStep.output()))
        .containsExactly(
            numbers(
                network
                    .output(x.dup())
                    .get(NDArrayIndex.all(), NDArrayIndex.point(3), NDArrayIndex.point(1))),
            within(1e-12));
  }

  /** What comes after the step cannot contribute to it. */
  @Test
  void laterSteps_contributeNothing() {
    Attribution attribution =
        DeepLift.builder(network(RNNFormat.NCW))
            .build()
            .explain(input(RNNFormat.NCW), Reference.zeros(), Target.logit(0).atTimeStep(2));
    double[] ofFirst = numbers(attribution.contributions().slice(0).slice(0));
    assertThat(ofFirst[2]).isNotZero();
    assertThat(ofFirst[3]).isZero();
    assertThat(ofFirst[4]).isZero();
  }

  @Test
  void predictedClass_isThatOfTheStep() {
    MultiLayerNetwork network = network(RNNFormat.NCW);
    INDArray x = input(RNNFormat.NCW);
    INDArray output = network.output(x.dup());
    Attribution attribution =
        DeepLift.builder(network)
            .build()
            .explain(x, Reference.zeros(), Target.predictedClass().atTimeStep(4).asProbability());
    for (int example = 0; example < 2; example++) {
      double largest = Math.max(output.getDouble(example, 0, 4), output.getDouble(example, 1, 4));
      assertThat(attribution.output().getDouble(example)).isEqualTo(largest, within(1e-12));
    }
  }

  /** The activation layer has no format: it keeps the LSTM's. */
  @Test
  void timeStep_ofAGraphsLayer_followsTheLayersBefore() {
    ComputationGraph graph =
        SmallNetworks.graph(
            builder ->
                builder
                    .addInputs("x")
                    .addLayer("lstm", lstm(RNNFormat.NWC), "x")
                    .addLayer("y", new ActivationLayer(Activation.CUBE), "lstm")
                    .setOutputs("y"));
    CaseArrays.randomize(graph, DataType.DOUBLE);
    DeepLift deepLift = DeepLift.builder(graph).requireCompleteness().build();
    INDArray x = input(RNNFormat.NWC);
    assertThat(
            numbers(
                deepLift
                    .explain(x, Reference.zeros(), Target.logit(2).atTimeStep(1))
                    .contributions()))
        .containsExactly(
            numbers(deepLift.explain(x, Reference.zeros(), Target.logit(1, 2)).contributions()),
            within(1e-12));
  }

  @Test
  void stepThatIsNotThere_isRefused() {
    DeepLift deepLift = DeepLift.builder(network(RNNFormat.NCW)).build();
    INDArray x = input(RNNFormat.NCW);
    Target target = Target.logit(0).atTimeStep(5);
    assertThatThrownBy(() -> deepLift.explain(x, Reference.zeros(), target))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("time step 5")
        .hasMessageContaining("from 0 to 4");
  }

  @Test
  void revealCancel_forARecurrentLayerByName_isRefusedWithTheReason() {
    DeepLiftBuilder builder =
        DeepLift.builder(network(RNNFormat.NCW))
            .nonlinearityRule("layer0", NonlinearityRule.REVEAL_CANCEL);
    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'layer0' (index 0, LSTM)")
        .hasMessageContaining("explained by Rescale");
  }

  /** With no other nonlinearity there is nothing for RevealCancel to do. */
  @Test
  void revealCancel_forTheNetwork_leavesRecurrentLayersToRescale() {
    MultiLayerNetwork network = SmallNetworks.of(lstm(RNNFormat.NCW));
    CaseArrays.randomize(network, DataType.DOUBLE);
    DeepLift reveal =
        DeepLift.builder(network).nonlinearityRule(NonlinearityRule.REVEAL_CANCEL).build();
    DeepLift rescale = DeepLift.builder(network).build();
    INDArray x = input(RNNFormat.NCW);
    Target target = Target.layer("layer0", 1).atTimeStep(4);
    assertThat(numbers(reveal.explain(x, Reference.zeros(), target).contributions()))
        .containsExactly(
            numbers(rescale.explain(x, Reference.zeros(), target).contributions()), within(1e-15));
    assertThat(reveal.resolvedRules().values())
        .anyMatch(rule -> rule.contains("LSTM") && rule.contains("Rescale of tanh"));
  }

  /** The gradient of an LSTM is what its output gains from a small step of one input. */
  @Test
  void gradient_ofALstm_isItsDerivative() {
    MultiLayerNetwork network = SmallNetworks.of(lstm(RNNFormat.NCW));
    CaseArrays.randomize(network, DataType.DOUBLE);
    INDArray x = input(RNNFormat.NCW);
    Attribution attribution =
        DeepLift.builder(network)
            .nonlinearityRule(NonlinearityRule.GRADIENT)
            .build()
            .explain(x, Reference.zeros(), Target.layer("layer0", 1).atTimeStep(4));
    double step = 1e-5;
    for (int time = 0; time < 5; time++) {
      INDArray up = x.dup();
      up.putScalar(new int[] {0, 1, time}, x.getDouble(0, 1, time) + step);
      INDArray down = x.dup();
      down.putScalar(new int[] {0, 1, time}, x.getDouble(0, 1, time) - step);
      double rise = network.output(up).getDouble(0, 1, 4) - network.output(down).getDouble(0, 1, 4);
      assertThat(attribution.multipliers().getDouble(0, 1, time))
          .isEqualTo(rise / (2 * step), within(1e-6));
    }
  }
}

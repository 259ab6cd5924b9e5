package io.github.dl4jdeeplift;

import static io.github.dl4jdeeplift.SmallNetworks.array;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Targets of a network z = xW, p = softmax z, whose contributions are w·x. */
class TargetsTest {
  private static final double[][] WEIGHTS = {{1, 2, 6}, {-1, 0, 4}};
  private static final INDArray X = array(new long[] {2, 2}, 1, 3, 2, -1);

  private static MultiLayerNetwork network(Activation activation) {
    MultiLayerNetwork network =
        SmallNetworks.of(
            SmallNetworks.dense(2, 3, Activation.IDENTITY), SmallNetworks.loss(activation));
    SmallNetworks.set(network, "0_W", WEIGHTS);
    SmallNetworks.setBias(network, "0_b", 0, 0, 0);
    return network;
  }

  private static double[] contributions(Target target) {
    return DeepLift.builder(network(Activation.SOFTMAX))
        .requireCompleteness()
        .build()
        .explain(X, Reference.zeros(), target)
        .contributions()
        .ravel()
        .toDoubleVector();
  }

  @Test
  void logit_isOneColumnOfWeights() {
    assertThat(contributions(Target.logit(1))).containsExactly(2, 0, 4, 0);
  }

  /** z of (1, 3) is (-2, 2, 18): class 2; of (2, -1) it is (3, 4, 8): class 2 as well. */
  @Test
  void predictedClass_isThatOfTheHighestOutput() {
    assertThat(contributions(Target.predictedClass())).containsExactly(6, 12, 12, -4);
  }

  @Test
  void perExample_hasATargetForEach() {
    assertThat(contributions(Target.perExample(0, 2))).containsExactly(1, -3, 12, -4);
  }

  @Test
  void perExample_ofAnotherNumber_isRefused() {
    assertThatThrownBy(() -> contributions(Target.perExample(0, 2, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3 targets for 2 examples");
    assertThatThrownBy(() -> contributions(Target.perExample(0, 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("target 3")
        .hasMessageContaining("[3]");
  }

  /** The difference of classes 2 and 0: weights (5, 5). */
  @Test
  void weighted_isTheWeightedSumOfLogits() {
    INDArray weights = Nd4j.createFromArray(-1.0, 0.0, 1.0);
    assertThat(contributions(Target.weighted(weights))).containsExactly(5, 15, 10, -5);
  }

  @Test
  void weighted_ofAnotherLength_isRefused() {
    Target target = Target.weighted(Nd4j.createFromArray(1.0, 2.0));
    assertThatThrownBy(() -> contributions(target))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[2]")
        .hasMessageContaining("[3]");
  }

  /** Section 2.5: w less its mean over classes: (1, 2, 6) - 3 and (-1, 0, 4) - 1. */
  @Test
  void meanNormalized_takesTheMeanOfAllClassesAway() {
    assertThat(contributions(Target.logit(0).meanNormalized()))
        .containsExactly(new double[] {-2, -6, -4, 2}, within(1e-12));
  }

  /** An input that raises all classes alike contributes to none (section 2.5). */
  @Test
  void meanNormalized_isZeroForAnInputOfAllClassesAlike() {
    MultiLayerNetwork network = network(Activation.SOFTMAX);
    SmallNetworks.set(network, "0_W", new double[][] {{5, 5, 5}, {-1, 0, 4}});
    Attribution attribution =
        DeepLift.builder(network)
            .build()
            .explain(X, Reference.zeros(), Target.logit(2).meanNormalized());
    // (4 - 1)·x2; z of the first example is (5 - 3, 5, 5 + 12): z2 - mean = 17 - 8 = 9.
    assertThat(attribution.contributions().ravel().toDoubleVector())
        .containsExactly(new double[] {0, 9, 0, -3}, within(1e-12));
    assertThat(attribution.output().getDouble(0)).isEqualTo(9, within(1e-12));
  }

  @Test
  void meanNormalized_withoutSoftmax_isRefused() {
    DeepLift deepLift = DeepLift.builder(network(Activation.SIGMOID)).build();
    Target target = Target.logit(0).meanNormalized();
    assertThatThrownBy(() -> deepLift.explain(X, Reference.zeros(), target))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("softmax")
        .hasMessageContaining("meanNormalized()");
    assertThatThrownBy(() -> Target.probability(0).meanNormalized())
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void probability_ofALinearOutput_isRefused() {
    DeepLift deepLift = DeepLift.builder(network(Activation.IDENTITY)).build();
    assertThatThrownBy(() -> deepLift.explain(X, Reference.zeros(), Target.probability(0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("neither softmax nor sigmoid");
  }

  @Test
  void layerThatIsNotThere_isRefusedWithNearNames() {
    DeepLift deepLift = DeepLift.builder(network(Activation.IDENTITY)).build();
    assertThatThrownBy(() -> deepLift.explain(X, Reference.zeros(), Target.layer("layr0", 0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'layr0'")
        .hasMessageContaining("layer0");
  }

  @Test
  void severalTargets_areExplainedInOrder() {
    List<Target> targets =
        List.of(Target.probability(2), Target.logit(0), Target.layer("layer0", 1), Target.logit(0));
    List<Attribution> attributions =
        DeepLift.builder(network(Activation.SOFTMAX))
            .build()
            .explain(X, Reference.zeros(), targets);
    assertThat(attributions.stream().map(each -> each.output().getDouble(1)))
        .satisfiesExactly(
            probability -> assertThat(probability).isBetween(0.97, 0.98), // e^8 / (e^3 + e^4 + e^8)
            logit -> assertThat(logit).isEqualTo(3),
            unit -> assertThat(unit).isEqualTo(4),
            same -> assertThat(same).isEqualTo(3));
  }

  /** Each example and each reference is made and run once, whatever the number of targets. */
  @Test
  void severalTargets_shareReferencesAndPasses() {
    AtomicInteger made = new AtomicInteger();
    ReferenceFunction function =
        (example, seed) -> {
          made.incrementAndGet();
          return example.mul(0.5);
        };
    List<Target> targets =
        List.of(
            Target.probability(2),
            Target.logit(0),
            Target.logit(1).meanNormalized(),
            Target.layer("layer0", 1));
    DeepLift.builder(network(Activation.SOFTMAX))
        .build()
        .explain(new INDArray[] {X}, Reference.from(function, 5, 0), targets);
    assertThat(made).hasValue(2 * 5);
  }

  @Test
  void noTarget_isRefused() {
    DeepLift deepLift = DeepLift.builder(network(Activation.IDENTITY)).build();
    assertThatThrownBy(() -> deepLift.explain(new INDArray[] {X}, Reference.zeros(), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no target");
  }

  @Test
  void outputsOfAGraph_areNamed() {
    ComputationGraph graph =
        SmallNetworks.graph(
            builder ->
                builder
                    .addInputs("x")
                    .addLayer("first", output(Activation.SOFTMAX), "x")
                    .addLayer("second", output(Activation.IDENTITY), "x")
                    .setOutputs("first", "second"));
    graph.getLayer("first").getParam("W").assign(Nd4j.createFromArray(WEIGHTS));
    graph.getLayer("second").getParam("W").assign(Nd4j.createFromArray(WEIGHTS).mul(10));
    DeepLift deepLift = DeepLift.builder(graph).requireCompleteness().build();
    INDArray[] inputs = {X};
    List<Attribution> both =
        deepLift.explain(
            inputs,
            Reference.zeros(),
            List.of(Target.output("first", 1), Target.predictedClass().ofOutput("second")));
    assertThat(both.get(0).contributions().ravel().toDoubleVector()).containsExactly(2, 0, 4, 0);
    assertThat(both.get(1).contributions().ravel().toDoubleVector())
        .containsExactly(60, 120, 120, -40);
    assertThatThrownBy(() -> deepLift.explain(inputs, Reference.zeros(), Target.predictedClass()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("several outputs");
  }

  private static OutputLayer output(Activation activation) {
    return new OutputLayer.Builder(LossFunction.MSE)
        .nIn(2)
        .nOut(3)
        .hasBias(false)
        .activation(activation)
        .build();
  }
}

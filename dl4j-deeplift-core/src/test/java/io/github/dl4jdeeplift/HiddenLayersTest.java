package io.github.dl4jdeeplift;

import static io.github.dl4jdeeplift.SmallNetworks.array;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Contributions at hidden layers, worked by hand. */
class HiddenLayersTest {
  private static final INDArray X = array(new long[] {1, 2}, 3, 5);

  private static double[] values(INDArray array) {
    return array.ravel().toDoubleVector();
  }

  /** h = relu(x1 - x2, x1 + x2) = (0, 8), y = 2 h1 + 3 h2 = 24. */
  private static MultiLayerNetwork network() {
    MultiLayerNetwork network =
        SmallNetworks.of(
            SmallNetworks.dense(2, 2, Activation.RELU),
            SmallNetworks.dense(2, 1, Activation.IDENTITY));
    SmallNetworks.set(network, "0_W", new double[][] {{1, 1}, {-1, 1}});
    SmallNetworks.setBias(network, "0_b", 0, 0);
    SmallNetworks.set(network, "1_W", new double[][] {{2}, {3}});
    SmallNetworks.setBias(network, "1_b", 0);
    return network;
  }

  private static Attribution explained(NonlinearityRule rule) {
    return DeepLift.builder(network())
        .nonlinearityRule(rule)
        .attributeTo("layer0", "layer1")
        .requireCompleteness()
        .build()
        .explain(X, Reference.zeros(), Target.logit(0));
  }

  @Test
  void hiddenLayer_isExplainedAfterItsActivation() {
    Attribution attribution = explained(NonlinearityRule.RESCALE);
    assertThat(values(attribution.multipliers("layer0"))).containsExactly(2, 3);
    assertThat(values(attribution.contributions("layer0"))).containsExactly(0, 24);
    assertThat(values(attribution.ofLayers().get("layer0").convergenceDelta())).containsExactly(0);
    assertThat(values(attribution.contributions())).containsExactly(9, 15);
  }

  /**
   * By Rescale the first unit's parts 3 and -5 have multiplier 0. By RevealCancel m⁺ = ½[1 + 0], m⁻
   * = ½[0 + 3/5]: parts 3/2 and -3/2, contributions 2·(3/2 - 3/2); back to x1 go 2·1/2·3 and 3·3.
   */
  @Test
  void parts_areThoseOfTheLayersRule() {
    Attribution rescale = explained(NonlinearityRule.RESCALE);
    assertThat(values(rescale.positivePart("layer0"))).containsExactly(0, 8);
    assertThat(values(rescale.negativePart("layer0"))).containsExactly(0, 0);
    Attribution revealCancel = explained(NonlinearityRule.REVEAL_CANCEL);
    assertThat(values(revealCancel.positivePart("layer0"))).containsExactly(1.5, 8);
    assertThat(values(revealCancel.negativePart("layer0"))).containsExactly(-1.5, 0);
    assertThat(values(revealCancel.contributions("layer0"))).containsExactly(0, 24);
    assertThat(values(revealCancel.contributions())).containsExactly(12, 12);
  }

  /** The target itself is attributed its whole difference. */
  @Test
  void targetLayer_hasItsWholeDifference() {
    Attribution attribution = explained(NonlinearityRule.RESCALE);
    assertThat(values(attribution.contributions("layer1"))).containsExactly(24);
    assertThat(values(attribution.positivePart("layer1"))).containsExactly(24);
    assertThat(values(attribution.negativePart("layer1"))).containsExactly(0);
  }

  /** y = sum of (x, 10 x): the layer behind x has 10/11 of the difference; the rest is reported. */
  @Test
  void layerThatDoesNotCutAllPaths_reportsWhatItMisses() {
    ComputationGraph graph =
        SmallNetworks.graph(
            builder ->
                builder
                    .addInputs("x")
                    .addLayer("h", dense(1, 1), "x")
                    .addVertex("both", new MergeVertex(), "x", "h")
                    .addLayer("y", dense(2, 1), "both")
                    .setOutputs("y"));
    graph.getLayer("h").getParam("W").assign(Nd4j.scalar(10.0));
    graph.getLayer("y").getParam("W").assign(array(new long[] {2, 1}, 1, 1));
    Attribution attribution =
        DeepLift.builder(graph)
            .attributeTo("h")
            .requireCompleteness()
            .build()
            .explain(array(new long[] {1, 1}, 2), Reference.zeros(), Target.logit(0));
    assertThat(values(attribution.contributions("h"))).containsExactly(20);
    assertThat(values(attribution.ofLayers().get("h").convergenceDelta())).containsExactly(-2);
    assertThat(values(attribution.convergenceDelta())).containsExactly(0);
  }

  private static DenseLayer dense(int in, int out) {
    return new DenseLayer.Builder()
        .nIn(in)
        .nOut(out)
        .hasBias(false)
        .activation(Activation.IDENTITY)
        .build();
  }

  /** A layer behind the target has no say in it. */
  @Test
  void layerBehindTheTarget_contributesNothing() {
    Attribution attribution =
        DeepLift.builder(network())
            .attributeTo("layer1")
            .build()
            .explain(X, Reference.zeros(), Target.layer("layer0", 1));
    assertThat(values(attribution.contributions("layer1"))).containsExactly(0);
    assertThat(values(attribution.positivePart("layer1"))).containsExactly(24);
  }

  @Test
  void layerThatIsNotThere_isRefusedWithNearNames() {
    DeepLiftBuilder builder = DeepLift.builder(network()).attributeTo("layer7");
    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'layer7'")
        .hasMessageContaining("layer0");
  }

  @Test
  void scoresThatWereNotAskedFor_areRefused() {
    Attribution attribution = explained(NonlinearityRule.RESCALE);
    assertThatThrownBy(() -> attribution.contributions("layer5"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'layer5'");
    assertThatThrownBy(attribution::hypotheticalContributions)
        .isInstanceOf(IllegalStateException.class);
  }
}

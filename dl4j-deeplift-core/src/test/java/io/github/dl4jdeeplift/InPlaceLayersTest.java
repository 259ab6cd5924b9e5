package io.github.dl4jdeeplift;

import static io.github.dl4jdeeplift.SmallNetworks.array;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Layers that Deeplearning4j runs in place: they overwrite what they read, the user's arrays. */
class InPlaceLayersTest {
  private static final INDArray X = array(new long[] {2, 2}, -3, 2, 1, -1);
  private static final INDArray R = array(new long[] {1, 2}, 1, -2);

  static List<Model> networksThatStartInPlace() {
    return List.of(
        SmallNetworks.of(relu()),
        SmallNetworks.of(zeroSlopes()),
        SmallNetworks.graph(g -> g.addInputs("x").addLayer("y", relu(), "x").setOutputs("y")),
        SmallNetworks.graph(
            g -> g.addInputs("x").addLayer("y", zeroSlopes(), "x").setOutputs("y")));
  }

  /** Slopes are zeros by default: PReLU is ReLU. */
  private static Layer zeroSlopes() {
    return new PReLULayer.Builder().inputShape(2).build();
  }

  private static Layer relu() {
    return new ActivationLayer(Activation.RELU);
  }

  @ParameterizedTest
  @MethodSource("networksThatStartInPlace")
  void layerOnTheNetworksInput_leavesTheUsersArraysAsTheyAre(Model network) {
    INDArray x = X.dup();
    INDArray r = R.dup();
    DeepLift deepLift = DeepLift.builder(network).requireCompleteness().build();
    for (Reference reference : List.of(Reference.of(r), Reference.perExample(x.add(1)))) {
      for (int call = 0; call < 2; call++) {
        deepLift.explain(x, reference, Target.logit(0));
      }
    }
    assertThat(x).isEqualTo(X);
    assertThat(r).isEqualTo(R);
  }

  @ParameterizedTest
  @MethodSource("networksThatStartInPlace")
  void layerOnTheNetworksInput_isExplained(Model network) {
    // relu from 1 to -3 is 1/4, from 1 to 1 its derivative 1; from -2 to 2 is 1/2, to -1 is 0.
    DeepLift deepLift = DeepLift.builder(network).requireCompleteness().build();
    require(deepLift.explain(X, Reference.of(R), Target.logit(0)).multipliers(), 0.25, 0, 1, 0);
    require(deepLift.explain(X, Reference.of(R), Target.logit(1)).multipliers(), 0, 0.5, 0, 0);
  }

  @Test
  void inputSharedWithALayerInPlace_isNoFunctionToExplain() {
    // Deeplearning4j adds relu(x) to what relu left of x, 2 relu(x), where x + relu(x) is meant.
    ComputationGraph graph = sum("x", "relu", "x");
    assertThat(graph.output(X.dup())[0].getDouble(0, 0)).isEqualTo(0);
    assertThatThrownBy(
            () -> DeepLift.builder(graph).build().explain(X, Reference.zeros(), Target.logit(0)))
        .isInstanceOf(ParityException.class)
        .hasMessageContaining("in place")
        .hasMessageContaining("ScaleVertex(1)");
  }

  @Test
  void inputSharedByWayOfAScaleVertex_isExplainedAsTheMessageSays() {
    // x + relu(x) from 1 to -3: 1 + 1/4.
    ComputationGraph graph =
        SmallNetworks.graph(
            g ->
                g.addInputs("x")
                    .addVertex("copy", new ScaleVertex(1), "x")
                    .addLayer("relu", relu(), "copy")
                    .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "x", "relu")
                    .setOutputs("sum"));
    Attribution attribution =
        DeepLift.builder(graph)
            .requireCompleteness()
            .build()
            .explain(X, Reference.of(R), Target.logit(0));
    require(attribution.multipliers(), 1.25, 0, 2, 0);
    assertThat(attribution.output().toDoubleVector()).containsExactly(-3, 2);
  }

  @Test
  void hiddenValueSharedWithALayerInPlace_isExplainedAsDeeplearning4jComputesIt() {
    // Here output() is right, feedForward() is not: (2x, relu(2x)) from 1 to -3 at x = -3.
    ComputationGraph graph =
        SmallNetworks.graph(
            g ->
                g.addInputs("x")
                    .addVertex("twice", new ScaleVertex(2), "x")
                    .addLayer("relu", relu(), "twice")
                    .addVertex("both", new MergeVertex(), "twice", "relu")
                    .setOutputs("both"));
    DeepLift deepLift = DeepLift.builder(graph).requireCompleteness().build();
    require(deepLift.explain(X, Reference.of(R), Target.logit(0)).multipliers(), 2, 0, 2, 0);
    require(deepLift.explain(X, Reference.of(R), Target.logit(2)).multipliers(), 0.5, 0, 2, 0);
  }

  private static ComputationGraph sum(String input, String layer, String other) {
    return SmallNetworks.graph(
        g ->
            g.addInputs(input)
                .addLayer(layer, relu(), input)
                .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), other, layer)
                .setOutputs("sum"));
  }

  private static void require(INDArray multipliers, double... expected) {
    assertThat(multipliers.ravel().toDoubleVector()).containsExactly(expected, within(1e-12));
  }
}

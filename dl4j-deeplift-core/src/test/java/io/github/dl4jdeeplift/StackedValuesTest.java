package io.github.dl4jdeeplift;

import static io.github.dl4jdeeplift.SmallNetworks.array;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.dl4jdeeplift.rule.UnsupportedLayerException;
import io.github.dl4jdeeplift.rule.shape.IdentityRule;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.FrozenVertex;
import org.deeplearning4j.nn.conf.graph.L2NormalizeVertex;
import org.deeplearning4j.nn.conf.graph.L2Vertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.StackVertex;
import org.deeplearning4j.nn.conf.graph.UnstackVertex;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Values stacked along the batch: siamese networks, whose weights serve several inputs. */
class StackedValuesTest {
  private static List<LayerCase> vectors() {
    return List.of(
        LayerCase.graph(
            "siamese",
            false,
            List.of(new long[] {3}, new long[] {3}),
            g ->
                g.addVertex("both", new StackVertex(), "in0", "in1")
                    .addLayer("shared", SmallNetworks.dense(3, 4, Activation.TANH), "both")
                    .addVertex("length", new L2NormalizeVertex(), "shared")
                    .addVertex("first", new UnstackVertex(0, 2), "length")
                    .addVertex("second", new UnstackVertex(1, 2), "length")
                    .addVertex("out", new L2Vertex(), "first", "second")),
        LayerCase.graph(
            "stacks of stacks, picked together",
            false,
            List.of(new long[] {2}, new long[] {2}),
            g ->
                g.addVertex("two", new StackVertex(), "in0", "in1")
                    .addVertex("four", new StackVertex(), "two", "two")
                    .addLayer("shared", SmallNetworks.dense(2, 3, Activation.SOFTPLUS), "four")
                    .addVertex("half", new UnstackVertex(1, 2), "shared")
                    .addVertex(
                        "sum", new ElementWiseVertex(ElementWiseVertex.Op.Product), "half", "half")
                    .addVertex("out", new UnstackVertex(1, 2), "sum")));
  }

  private static List<LayerCase> others() {
    return List.of(
        LayerCase.graph(
            "three images",
            false,
            List.of(new long[] {1, 4, 4}, new long[] {1, 4, 4}, new long[] {1, 4, 4}),
            g ->
                g.addVertex("all", new StackVertex(), "in0", "in1", "in2")
                    .addLayer(
                        "shared",
                        new ConvolutionLayer.Builder(2, 2)
                            .nIn(1)
                            .nOut(2)
                            .activation(Activation.RELU)
                            .build(),
                        "all")
                    .addLayer(
                        "flat",
                        SmallNetworks.dense(18, 2, Activation.SIGMOID),
                        new CnnToFeedForwardPreProcessor(3, 3, 2),
                        "shared")
                    .addVertex("third", new FrozenVertex(new UnstackVertex(2, 3)), "flat")
                    .addVertex("first", new UnstackVertex(0, 3), "flat")
                    .addVertex("out", new MergeVertex(), "third", "first")),
        LayerCase.graph(
            "sequences",
            false,
            List.of(new long[] {2, 4}, new long[] {2, 4}),
            g ->
                g.addVertex("both", new StackVertex(), "in0", "in1")
                    .addLayer(
                        "shared",
                        new LastTimeStep(
                            new LSTM.Builder().nIn(2).nOut(3).activation(Activation.TANH).build()),
                        "both")
                    .addVertex("first", new UnstackVertex(0, 2), "shared")
                    .addVertex("second", new UnstackVertex(1, 2), "shared")
                    .addVertex(
                        "out",
                        new ElementWiseVertex(ElementWiseVertex.Op.Subtract),
                        "first",
                        "second")));
  }

  @TestFactory
  Stream<DynamicTest> stackedNetwork_isDeeplearning4jsAndSums() {
    return Stream.concat(vectors().stream(), others().stream()).flatMap(LayerCase::tests);
  }

  /** relu(w·a) - relu(w·b) with w = (1, 2). */
  private static ComputationGraph siamese() {
    ComputationGraph graph =
        SmallNetworks.graph(
            g ->
                g.addInputs("a", "b")
                    .addVertex("both", new StackVertex(), "a", "b")
                    .addLayer("shared", SmallNetworks.dense(2, 1, Activation.RELU), "both")
                    .addVertex("first", new UnstackVertex(0, 2), "shared")
                    .addVertex("second", new UnstackVertex(1, 2), "shared")
                    .addVertex(
                        "y",
                        new ElementWiseVertex(ElementWiseVertex.Op.Subtract),
                        "first",
                        "second")
                    .setOutputs("y"));
    graph.getLayer("shared").getParam("W").assign(array(new long[] {2, 1}, 1, 2));
    return graph;
  }

  private static final INDArray A = array(new long[] {2, 2}, 3, 4, 1, 0);
  private static final INDArray B = array(new long[] {2, 2}, -3, 1, 1, 1);

  /** The first pair gives relu(11) - relu(-1), the second relu(1) - relu(3). */
  @Test
  void weights_serveBothInputs() {
    Attribution attribution =
        DeepLift.builder(siamese())
            .requireCompleteness()
            .attributeTo("shared[1]")
            .build()
            .explain(new INDArray[] {A, B}, Reference.zeros(), Target.logit(0));
    require(attribution.output(), 11, -2);
    require(attribution.contributions(0), 3, 8, 1, 0);
    require(attribution.contributions(1), 0, 0, -1, -2);
    require(attribution.contributions("shared[1]"), 0, -3);
  }

  private static void require(INDArray values, double... expected) {
    assertThat(values.ravel().toDoubleVector()).containsExactly(expected, within(1e-12));
  }

  @Test
  void lanes_areNamedInRulesAndTargets() {
    DeepLift deepLift = DeepLift.builder(siamese()).build();
    assertThat(deepLift.resolvedRules())
        .containsEntry("shared[0]", "Rescale of ReLU")
        .containsEntry("shared[1]", "Rescale of ReLU")
        .doesNotContainKey("shared");
    Attribution attribution =
        deepLift.explain(new INDArray[] {A, B}, Reference.zeros(), Target.layer("shared[0]", 0));
    require(attribution.contributions(0), 3, 8, 1, 0);
    require(attribution.contributions(1), 0, 0, 0, 0);
  }

  @Test
  void gate_namesTheLayerThatDiffers() {
    DeepLift deepLift =
        DeepLift.builder(siamese()).rule(DenseLayer.class, layer -> new IdentityRule()).build();
    assertThatThrownBy(
            () -> deepLift.explain(new INDArray[] {A, B}, Reference.zeros(), Target.logit(0)))
        .hasMessageContaining("'shared'");
  }

  @Test
  void stackedOutput_isRefused() {
    ComputationGraph graph =
        SmallNetworks.graph(
            g ->
                g.addInputs("a", "b")
                    .addVertex("both", new StackVertex(), "a", "b")
                    .setOutputs("both"));
    assertThatThrownBy(() -> DeepLift.builder(graph).build())
        .isInstanceOf(UnsupportedLayerException.class)
        .hasMessageContaining("'both' (index 2, StackVertex)")
        .hasMessageContaining("2 rows for each example")
        .hasMessageContaining("UnstackVertex");
  }

  @Test
  void valuesStackedUnalike_areRefused() {
    ComputationGraph graph =
        SmallNetworks.graph(
            g ->
                g.addInputs("a", "b")
                    .addVertex("both", new StackVertex(), "a", "b")
                    .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "both", "a")
                    .addVertex("y", new UnstackVertex(0, 2), "sum")
                    .setOutputs("y"));
    assertThatThrownBy(() -> DeepLift.builder(graph).build())
        .isInstanceOf(UnsupportedLayerException.class)
        .hasMessageContaining("'sum'")
        .hasMessageContaining("[both, a]");
  }

  @Test
  void unstackingOfExamples_isRefused() {
    ComputationGraph graph =
        SmallNetworks.graph(
            g ->
                g.addInputs("a")
                    .addLayer("pooled", new GlobalPoolingLayer(PoolingType.MAX), "a")
                    .addVertex("y", new UnstackVertex(0, 2), "pooled")
                    .setOutputs("y"));
    assertThatThrownBy(() -> DeepLift.builder(graph).build())
        .isInstanceOf(UnsupportedLayerException.class)
        .hasMessageContaining("'y'")
        .hasMessageContaining("divides the batch by 2");
  }

  @Test
  void sequencesOfUnequalLength_areNamed() {
    ComputationGraph graph =
        SmallNetworks.graph(
            g ->
                g.addInputs("a", "b")
                    .addVertex("both", new StackVertex(), "a", "b")
                    .addLayer("mean", new GlobalPoolingLayer(PoolingType.AVG), "both")
                    .addVertex("y", new UnstackVertex(1, 2), "mean")
                    .setOutputs("y"));
    INDArray[] inputs = {SmallNetworks.counted(2, 1, 4), SmallNetworks.counted(2, 1, 3)};
    assertThatThrownBy(
            () ->
                DeepLift.builder(graph).build().explain(inputs, Reference.zeros(), Target.logit(0)))
        .isInstanceOf(ParityException.class)
        .hasMessageContaining("'both'");
  }
}

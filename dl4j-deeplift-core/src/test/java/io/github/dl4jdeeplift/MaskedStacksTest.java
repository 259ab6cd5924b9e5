package io.github.dl4jdeeplift;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jdeeplift.rule.UnsupportedLayerException;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.graph.L2Vertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.StackVertex;
import org.deeplearning4j.nn.conf.graph.UnstackVertex;
import org.deeplearning4j.nn.conf.graph.rnn.LastTimeStepVertex;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Values stacked along the batch have the masks of their inputs, each its own. */
class MaskedStacksTest {
  private static final long[] NCW = {3, 6};

  private static SimpleRnn simple() {
    return new SimpleRnn.Builder().nIn(3).nOut(3).activation(Activation.TANH).build();
  }

  private static Layer mean() {
    return new GlobalPoolingLayer.Builder(PoolingType.AVG).build();
  }

  private static GraphBuilder stacked(GraphBuilder builder) {
    return builder
        .addVertex("stack", new StackVertex(), "in0", "in1")
        .addLayer("shared", simple(), "stack")
        .addVertex("one", new UnstackVertex(0, 2), "shared")
        .addVertex("two", new UnstackVertex(1, 2), "shared");
  }

  @TestFactory
  Stream<DynamicTest> stackedValues_withMasks() {
    List<long[]> two = List.of(NCW, NCW);
    List<double[][]> both = List.of(MaskedCase.LENGTHS, MaskedCase.GAPS);
    return Stream.of(
            MaskedCase.graph(
                "last steps of two sequences",
                two,
                both,
                b ->
                    stacked(b)
                        .addVertex("first", new LastTimeStepVertex("in0"), "one")
                        .addVertex("second", new LastTimeStepVertex("in1"), "two")
                        .addVertex("out", new L2Vertex(), "first", "second")),
            MaskedCase.graph(
                "mean before unstacking",
                two,
                both,
                b ->
                    b.addVertex("stack", new StackVertex(), "in0", "in1")
                        .addLayer("shared", simple(), "stack")
                        .addLayer("mean", mean(), "shared")
                        .addVertex("one", new UnstackVertex(0, 2), "mean")
                        .addVertex("two", new UnstackVertex(1, 2), "mean")
                        .addVertex("out", new L2Vertex(), "one", "two")),
            MaskedCase.graph(
                "means after unstacking",
                two,
                both,
                b ->
                    stacked(b)
                        .addLayer("first", mean(), "one")
                        .addLayer("second", mean(), "two")
                        .addVertex("out", new MergeVertex(), "first", "second")))
        .flatMap(MaskedCase::tests);
  }

  @Test
  void maskOfOneStackedInput_isRefused() {
    ComputationGraph graph =
        SmallNetworks.graph(
            b ->
                stacked(b.addInputs("in0", "in1"))
                    .addVertex("out", new MergeVertex(), "one", "two")
                    .setOutputs("out"));
    INDArray x = Nd4j.ones(DataType.DOUBLE, 1, 3, 6);
    Masks masks = Masks.ofInputs(Nd4j.ones(DataType.DOUBLE, 1, 6), null);
    assertThatThrownBy(
            () ->
                DeepLift.builder(graph)
                    .build()
                    .explain(
                        new INDArray[] {x, x},
                        masks,
                        Reference.zeros(),
                        List.of(Target.layer("out", 0, 0))))
        .isInstanceOf(UnsupportedLayerException.class)
        .hasMessageContaining("'stack'")
        .hasMessageContaining("give each of them a mask");
  }
}

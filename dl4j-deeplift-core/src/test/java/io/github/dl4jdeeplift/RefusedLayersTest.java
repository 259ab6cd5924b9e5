package io.github.dl4jdeeplift;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jdeeplift.rule.UnsupportedLayerException;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.layers.LearnedSelfAttentionLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Layers that no rule explains, for reasons that hold. */
class RefusedLayersTest {
  private static LearnedSelfAttentionLayer attention(boolean projected, int queries) {
    return new LearnedSelfAttentionLayer.Builder()
        .nIn(4)
        .nOut(4)
        .nHeads(projected ? 2 : 1)
        .headSize(2)
        .nQueries(queries)
        .projectInput(projected)
        .build();
  }

  private static void requireFault(boolean projected, int queries, long examples, boolean masked) {
    INDArray x = Nd4j.rand(DataType.DOUBLE, examples, 4, 5);
    INDArray mask = masked ? Nd4j.ones(DataType.DOUBLE, examples, 5) : null;
    MultiLayerNetwork row = SmallNetworks.of(attention(projected, queries));
    assertThatThrownBy(() -> row.output(x.dup(), false, mask, null))
        .hasStackTraceContaining("scatter");
    ComputationGraph graph =
        SmallNetworks.graph(
            b ->
                b.addInputs("in")
                    .addLayer("out", attention(projected, queries), "in")
                    .setOutputs("out"));
    assertThatThrownBy(() -> graph.output(x.dup())).hasStackTraceContaining("scatter");
    assertThatThrownBy(() -> DeepLift.builder(row).build())
        .isInstanceOf(UnsupportedLayerException.class)
        .hasMessageContaining("scatterUpdate fails");
  }

  /** However it is configured, Deeplearning4j cannot run it. */
  @TestFactory
  Stream<DynamicTest> learnedSelfAttention_isDeeplearning4jsFault() {
    return Stream.of(true, false)
        .flatMap(
            projected ->
                Stream.of(1, 2, 5)
                    .flatMap(
                        queries ->
                            Stream.of(1L, 3L)
                                .map(
                                    examples ->
                                        DynamicTest.dynamicTest(
                                            "projected: %s, %s queries, %s examples"
                                                .formatted(projected, queries, examples),
                                            () ->
                                                requireFault(
                                                    projected, queries, examples, queries == 2)))));
  }
}

package io.github.dl4jdeeplift;

import static io.github.dl4jdeeplift.SmallNetworks.array;
import static io.github.dl4jdeeplift.SmallNetworks.counted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.graph.ReshapeVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.graph.ShiftVertex;
import org.deeplearning4j.nn.conf.graph.SubsetVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Vertices of computation graphs, worked out by hand. */
class VerticesTest {
  /** A graph of two inputs and one vertex that reads both, or the first alone. */
  private static ComputationGraph around(GraphVertex vertex, String... inputs) {
    return SmallNetworks.graph(
        g -> g.addInputs(inputs).addVertex("out", vertex, inputs).setOutputs("out"));
  }

  private static Attribution explain(ComputationGraph graph, Target target, INDArray... inputs) {
    return DeepLift.builder(graph)
        .requireCompleteness()
        .build()
        .explain(inputs, Reference.zeros(), target);
  }

  private static void require(INDArray multipliers, double... expected) {
    assertThat(multipliers.ravel().toDoubleVector()).containsExactly(expected, within(1e-12));
  }

  @Test
  void merge_alongTheLastDimension_givesEachInputItsSlice() {
    // Two sequences of 2 steps and 2 channels, channels last: the place [1, 3] is b's [1, 1].
    // Along dimension 1, where a copy that forgets the axis merges, it would not be there.
    for (int axis : new int[] {-1, 2}) {
      MergeVertex merge = new MergeVertex();
      merge.setMergeAxis(axis);
      Attribution attribution =
          explain(
              around(merge, "a", "b"),
              Target.logit(1, 3),
              counted(1, 2, 2),
              counted(1, 2, 2).mul(10));
      require(attribution.multipliers(0), 0, 0, 0, 0);
      require(attribution.multipliers(1), 0, 0, 0, 1);
      assertThat(attribution.output().getDouble(0)).isEqualTo(40);
    }
  }

  @Test
  void merge_ofUnequalParts_cutsAtTheirEnds() {
    Attribution attribution =
        explain(around(new MergeVertex(), "a", "b"), Target.logit(2), counted(1, 2), counted(1, 3));
    require(attribution.multipliers(0), 0, 0);
    require(attribution.multipliers(1), 1, 0, 0);
  }

  @Test
  void reshape_inFortranOrder_runsDownTheColumns() {
    // ((1, 2), (3, 4)) read down its columns is 1, 3, 2, 4: place 1 is row 1, column 0.
    ReshapeVertex columns = new ReshapeVertex('f', new int[] {-1, 4}, null);
    INDArray x = Nd4j.concat(0, counted(1, 2, 2), counted(1, 2, 2).mul(10));
    Attribution attribution = explain(around(columns, "a"), Target.logit(1), x);
    require(attribution.multipliers(0).slice(0), 0, 0, 1, 0);
    assertThat(attribution.output().toDoubleVector()).containsExactly(3, 30);
  }

  @Test
  void reshape_inFortranOrder_fillsTheColumns() {
    // ((1, 2, 3), (4, 5, 6)) read down its columns is 1, 4, 2, 5, 3, 6; three rows filled so are
    // ((1, 5), (4, 3), (2, 6)): the 3, in row 0 and column 2 of the input, is in row 1, column 1.
    ReshapeVertex rows = new ReshapeVertex('f', new int[] {-1, 3, 2}, null);
    Attribution attribution = explain(around(rows, "a"), Target.logit(1, 1), counted(2, 2, 3));
    require(attribution.multipliers(0).slice(1), 0, 0, 1, 0, 0, 0);
    assertThat(attribution.output().toDoubleVector()).containsExactly(3, 9);
  }

  @Test
  void reshape_inCOrder_keepsTheOrderOfNumbers() {
    Attribution attribution =
        explain(around(new ReshapeVertex(-1, 3, 2), "a"), Target.logit(1, 0), counted(1, 2, 3));
    require(attribution.multipliers(0), 0, 0, 1, 0, 0, 0);
  }

  @Test
  void subset_keepsItsCells() {
    Attribution attribution =
        explain(around(new SubsetVertex(1, 2), "a"), Target.logit(1), counted(1, 4));
    require(attribution.multipliers(0), 0, 0, 1, 0);
  }

  @Test
  void scaleAndShift_multiplyByTheScale() {
    ComputationGraph graph =
        SmallNetworks.graph(
            g ->
                g.addInputs("a")
                    .addVertex("scaled", new ScaleVertex(-3), "a")
                    .addVertex("out", new ShiftVertex(5), "scaled")
                    .setOutputs("out"));
    Attribution attribution = explain(graph, Target.logit(0), array(new long[] {1, 1}, 2));
    require(attribution.multipliers(0), -3);
    assertThat(attribution.output().getDouble(0)).isEqualTo(-1);
    assertThat(attribution.referenceOutput().getDouble(0)).isEqualTo(5);
  }

  @Test
  void elementWise_weighsItsInputs() {
    INDArray a = counted(1, 2);
    Target target = Target.logit(1);
    Attribution difference =
        explain(
            around(new ElementWiseVertex(ElementWiseVertex.Op.Subtract), "a", "b"), target, a, a);
    require(difference.multipliers(0), 0, 1);
    require(difference.multipliers(1), 0, -1);
    Attribution mean =
        explain(
            around(new ElementWiseVertex(ElementWiseVertex.Op.Average), "a", "b", "c"),
            target,
            a,
            a,
            a);
    require(mean.multipliers(2), 0, 1.0 / 3);
  }

  @Test
  void inputRepeatedByBroadcasting_sumsItsMultipliers() {
    // a is [2, 1], b is [2, 3]: the mean over steps of a + b reads each a three times a third.
    ComputationGraph graph =
        SmallNetworks.graph(
            g ->
                g.addInputs("a", "b")
                    .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "a", "b")
                    .addLayer("out", new GlobalPoolingLayer.Builder(PoolingType.AVG).build(), "sum")
                    .setOutputs("out"));
    Attribution attribution = explain(graph, Target.logit(1), counted(1, 2, 1), counted(1, 2, 3));
    require(attribution.multipliers(0), 0, 1);
    require(attribution.multipliers(1), 0, 0, 0, 1.0 / 3, 1.0 / 3, 1.0 / 3);
  }

  @Test
  void residualAddition_sumsBothWays() {
    // x + relu(x - 2) from 0 to 6: relu gives 4/6, so m = 1 + 2/3.
    ComputationGraph graph =
        SmallNetworks.graph(
            g ->
                g.addInputs("x")
                    .addVertex("shifted", new ShiftVertex(-2), "x")
                    .addLayer("relu", new ActivationLayer(Activation.RELU), "shifted")
                    .addVertex("out", new ElementWiseVertex(ElementWiseVertex.Op.Add), "x", "relu")
                    .setOutputs("out"));
    require(explain(graph, Target.logit(0), array(new long[] {1, 1}, 6)).multipliers(0), 5.0 / 3);
  }

  @Test
  void inputReadTwiceByOneVertex_countsTwice() {
    ComputationGraph graph =
        SmallNetworks.graph(
            g ->
                g.addInputs("x")
                    .addVertex("out", new ElementWiseVertex(ElementWiseVertex.Op.Add), "x", "x")
                    .setOutputs("out"));
    require(explain(graph, Target.logit(0), array(new long[] {1, 1}, 6)).multipliers(0), 2);
  }

  @Test
  void inputThatTheTargetDoesNotRead_contributesNothing() {
    ComputationGraph graph =
        SmallNetworks.graph(
            g ->
                g.addInputs("a", "b")
                    .addLayer("first", new DropoutLayer(0.5), "a")
                    .addLayer("second", new DropoutLayer(0.5), "b")
                    .setOutputs("first", "second"));
    Attribution attribution =
        explain(graph, Target.output("second", 0), counted(2, 1), counted(2, 3));
    require(attribution.multipliers(0), 0, 0);
    require(attribution.contributions(0), 0, 0);
    require(attribution.multipliers(1), 1, 0, 0, 1, 0, 0);
  }

  /** Inputs of size 1 in a dimension are repeated along it, in every operation and place. */
  @TestFactory
  Stream<DynamicTest> repeatedInputs_areDeeplearning4jsAndSum() {
    return Arrays.stream(ElementWiseVertex.Op.values())
        .flatMap(
            operation ->
                Stream.of(
                    elementWise(operation, new long[] {2, 3}, new long[] {2, 1}),
                    elementWise(operation, new long[] {1, 3}, new long[] {2, 3}),
                    elementWise(operation, new long[] {2, 3, 4}, new long[] {2, 1, 1})))
        .flatMap(LayerCase::tests);
  }

  private static LayerCase elementWise(ElementWiseVertex.Op operation, long[]... shapes) {
    return LayerCase.graph(
        operation + " of " + Arrays.deepToString(shapes),
        operation != ElementWiseVertex.Op.Product && operation != ElementWiseVertex.Op.Max,
        List.of(shapes),
        g -> g.addVertex("out", new ElementWiseVertex(operation), "in0", "in1"));
  }

  @TestFactory
  Stream<DynamicTest> preprocessorVertex_isDeeplearning4jsAndSums() {
    return LayerCase.graph(
            "PreprocessorVertex",
            true,
            List.of(new long[] {2, 3, 4}),
            g ->
                g.addVertex(
                    "out",
                    new PreprocessorVertex(new CnnToFeedForwardPreProcessor(3, 4, 2)),
                    "in0"))
        .tests();
  }
}

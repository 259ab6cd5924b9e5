package io.github.dl4jdeeplift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Views into larger arrays, of whose rows ND4J makes scalars: cut into tiles of one row they are
 * explained as their copies are. The network is x², so that contributions to r are (x + r)·(x - r).
 */
class ViewsTest {
  private static final INDArrayIndex ALL = NDArrayIndex.all();

  private static ComputationGraph square() {
    return SmallNetworks.graph(
        builder ->
            builder
                .addInputs("x")
                .addVertex("same", new ScaleVertex(1), "x")
                .addVertex(
                    "square", new ElementWiseVertex(ElementWiseVertex.Op.Product), "same", "x")
                .addLayer("loss", SmallNetworks.loss(Activation.IDENTITY), "square")
                .setOutputs("loss"));
  }

  private static INDArray view(double first) {
    return SmallNetworks.counted(5, 2, 3, 6)
        .addi(first)
        .get(NDArrayIndex.interval(0, 3), ALL, ALL, NDArrayIndex.interval(2, 4));
  }

  @Test
  void rowsOfViews_areExplainedAsTheirCopies() {
    INDArray x = view(0);
    INDArray r = view(0.5);
    assertThat(x.isView()).isTrue();
    List<Target> all = List.of(Target.layer("square", 0, 0, 0));
    Attribution attribution =
        DeepLift.builder(square())
            .memoryLimit(1)
            .requireCompleteness()
            .build()
            .explain(new INDArray[] {x}, Reference.perExample(r), all)
            .get(0);
    // x = 3, 39, 75 and r = 3.5, 39.5, 75.5 at the first place of each example
    for (int example = 0; example < 3; example++) {
      double value = 3 + 36 * example;
      assertThat(attribution.contributions().getDouble(example, 0, 0, 0))
          .isCloseTo((2 * value + 0.5) * -0.5, within(1e-9));
    }
  }

  @Test
  void rowsOfAViewOfReferences_areAveraged() {
    INDArray x = Nd4j.zeros(1, 2, 3, 2);
    Attribution attribution =
        DeepLift.builder(square())
            .memoryLimit(1)
            .build()
            .explain(x, Reference.average(view(0)), Target.layer("square", 0, 0, 0));
    // -(3² + 39² + 75²)/3
    assertThat(attribution.contributions().getDouble(0, 0, 0, 0)).isCloseTo(-2385, within(1e-9));
  }

  /** 33 examples are a batch and one example more. */
  @Test
  void viewsThatAreChecked_areRunAsTheirCopies() {
    INDArray x = SmallNetworks.counted(33, 2, 3, 6).get(ALL, ALL, ALL, NDArrayIndex.interval(2, 4));
    OutputCheck.of(square(), List.of(x), List.of(x.mul(x))).requireAgreement();
  }
}

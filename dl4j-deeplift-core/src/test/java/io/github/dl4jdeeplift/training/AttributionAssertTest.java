package io.github.dl4jdeeplift.training;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jdeeplift.Attribution;
import io.github.dl4jdeeplift.DeepLift;
import io.github.dl4jdeeplift.NonlinearityRule;
import io.github.dl4jdeeplift.Reference;
import io.github.dl4jdeeplift.Target;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class AttributionAssertTest {
  /** tanh or identity of 4·x0 − 3·x1 + 1·x2, explained at two examples against zeros. */
  private static Attribution explained(Activation activation, NonlinearityRule rule) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .dataType(DataType.DOUBLE)
                .list()
                .layer(new DenseLayer.Builder().nIn(3).nOut(1).activation(activation).build())
                .validateOutputLayerConfig(false)
                .build());
    network.init();
    network.setParam("0_W", Nd4j.createFromArray(4.0, -3.0, 1.0).reshape(3, 1));
    network.setParam("0_b", Nd4j.zeros(DataType.DOUBLE, 1, 1));
    INDArray input = Nd4j.createFromArray(new double[][] {{1, 1, 1}, {1, 1, 0}});
    return DeepLift.builder(network)
        .nonlinearityRule(rule)
        .build()
        .explain(input, Reference.zeros(), Target.logit(0));
  }

  private static Attribution linear() {
    return explained(Activation.IDENTITY, NonlinearityRule.RESCALE);
  }

  @Test
  void completeness_isJudgedExampleByExample() {
    assertThatCode(() -> AttributionAssert.that(linear()).isComplete(1e-10))
        .doesNotThrowAnyException();
    Attribution gradient = explained(Activation.TANH, NonlinearityRule.GRADIENT);
    // The output is tanh 2; the gradient there times the input is 2·(1 − tanh² 2) = 0.141.
    assertThatThrownBy(() -> AttributionAssert.that(gradient).isComplete(1e-5))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("example 0")
        .hasMessageContaining("0.964")
        .hasMessageContaining("0.822");
  }

  @Test
  void share_countsWhatIsInside() {
    INDArray first = Nd4j.createFromArray(1.0, 0.0, 0.0);
    // |4| + |4| of 8 + 7, and 4 + 4 of the positive 5 + 4.
    AttributionAssert.that(linear()).hasShareInside(first, Share.ABSOLUTE, 0.53);
    AttributionAssert.that(linear()).hasShareInside(first, Share.POSITIVE, 0.88);
    assertThatThrownBy(
            () -> AttributionAssert.that(linear()).hasShareInside(first, Share.ABSOLUTE, 0.54))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("0.533")
        .hasMessageContaining("0.54");
    assertThatThrownBy(
            () -> AttributionAssert.that(linear()).hasShareInside(first, Share.POSITIVE, 0.9))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("0.888");
  }

  @Test
  void region_mayDifferByExample() {
    INDArray regions = Nd4j.createFromArray(new double[][] {{1, 1, 1}, {0, 0, 0}});
    AttributionAssert.that(linear()).hasShareInside(regions, Share.ABSOLUTE, 8 / 15.0 - 1e-9);
    assertThatThrownBy(
            () -> AttributionAssert.that(linear()).hasShareInside(regions, Share.ABSOLUTE, 0.55))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void region_ofAnotherShape_isRefused() {
    assertThatThrownBy(
            () ->
                AttributionAssert.that(linear()).hasShareInside(Nd4j.ones(2), Share.ABSOLUTE, 0.1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[2]")
        .hasMessageContaining("[2, 3]");
  }

  @Test
  void rank_isThatOfTheMeanMagnitude() {
    AttributionAssert.that(linear()).hasRank(1, 0).hasRank(2, 1).hasRank(3, 2);
    assertThatThrownBy(() -> AttributionAssert.that(linear()).hasRank(1, 1))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("[1] is number 2 of 3")
        .hasMessageContaining("3.0")
        .hasMessageContaining("4.0");
    assertThatThrownBy(() -> AttributionAssert.that(linear()).hasRank(1, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[3]");
  }
}

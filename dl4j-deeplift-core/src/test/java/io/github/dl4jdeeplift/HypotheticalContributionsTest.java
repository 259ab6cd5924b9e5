package io.github.dl4jdeeplift;

import static io.github.dl4jdeeplift.SmallNetworks.array;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;

class HypotheticalContributionsTest {
  /** m = (1, 2, 6), r = (0, 1, 0): each letter less what the reference has, 2. */
  @Test
  void letters_areComparedWithTheReference() {
    INDArray result =
        HypotheticalContributions.of(
            array(new long[] {1, 1, 3}, 1, 2, 6), array(new long[] {1, 1, 3}, 0, 1, 0), -1);
    assertThat(result.ravel().toDoubleVector()).containsExactly(-1, 0, 4);
  }

  /** Along axis 1 the same numbers are two channels at three positions. */
  @Test
  void axis_isThatOfTheChannels() {
    INDArray result =
        HypotheticalContributions.of(
            array(new long[] {1, 2, 3}, 1, 2, 3, 4, 5, 6),
            array(new long[] {1, 2, 3}, 1, 0, 0.5, 0, 1, 0.5),
            1);
    assertThat(result.ravel().toDoubleVector()).containsExactly(0, -3, -1.5, 3, 0, 1.5);
  }

  @Test
  void otherShapes_areRefused() {
    INDArray multipliers = array(new long[] {1, 1, 3}, 1, 2, 6);
    assertThatThrownBy(
            () -> HypotheticalContributions.of(multipliers, array(new long[] {1, 3}, 0, 1, 0), -1))
        .isInstanceOf(DL4JInvalidInputException.class)
        .hasMessageContaining("[1, 1, 3]")
        .hasMessageContaining("[1, 3]");
    assertThatThrownBy(() -> HypotheticalContributions.of(multipliers, multipliers, 0))
        .isInstanceOf(DL4JInvalidInputException.class)
        .hasMessageContaining("axis 0");
  }

  /**
   * y = relu(x1 + 2 x2 - 1). From r = (1, 0), 0, to x = (0, 1), 1: m = 1·w/1 = (1, 2), H = m - 1 =
   * (0, 1). From r = (0, 0), 0: δz = 2, m = (1, 2)/2, H = m. Means: H = (1/4, 1), m = (3/4, 3/2);
   * the product of means would give (3/4, 3/2) - 3/8.
   */
  @Test
  void severalReferences_areAveragedAfterTheProduct() {
    MultiLayerNetwork network = SmallNetworks.of(SmallNetworks.dense(2, 1, Activation.RELU));
    SmallNetworks.set(network, "0_W", new double[][] {{1}, {2}});
    SmallNetworks.setBias(network, "0_b", -1);
    Attribution attribution =
        DeepLift.builder(network)
            .hypotheticalContributions(-1)
            .build()
            .explain(
                array(new long[] {1, 2}, 0, 1),
                Reference.average(array(new long[] {2, 2}, 1, 0, 0, 0)),
                Target.logit(0));
    assertThat(attribution.multipliers().ravel().toDoubleVector())
        .containsExactly(new double[] {0.75, 1.5}, within(1e-12));
    assertThat(attribution.hypotheticalContributions().ravel().toDoubleVector())
        .containsExactly(new double[] {0.25, 1}, within(1e-12));
  }

  @Test
  void channelAxisThatIsNotThere_isRefused() {
    MultiLayerNetwork network = SmallNetworks.of(SmallNetworks.dense(2, 1, Activation.RELU));
    DeepLift deepLift = DeepLift.builder(network).hypotheticalContributions(2).build();
    INDArray input = array(new long[] {1, 2}, 0, 1);
    assertThatThrownBy(() -> deepLift.explain(input, Reference.zeros(), Target.logit(0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("channel axis 2");
    assertThatThrownBy(DeepLift.builder(network).hypotheticalContributions(1, 1)::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 channel axes for 1 inputs");
  }
}

package io.github.dl4jdeeplift;

import static io.github.dl4jdeeplift.SmallNetworks.array;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Embeddings: one contribution for each index, the sum of those of its row. */
class EmbeddingTest {
  private static final double[][] ROWS = {{0, 0}, {1, 2}, {-3, 5}};

  /** y = relu(sum over steps of row) · (2, 1). */
  private static MultiLayerNetwork sequences(RNNFormat format, boolean bias) {
    MultiLayerNetwork network =
        SmallNetworks.of(
            new EmbeddingSequenceLayer.Builder()
                .name("rows")
                .nIn(3)
                .nOut(2)
                .hasBias(bias)
                .activation(Activation.IDENTITY)
                .outputDataFormat(format)
                .build(),
            new GlobalPoolingLayer.Builder(PoolingType.SUM)
                .poolingDimensions(format == RNNFormat.NWC ? 1 : 2)
                .build(),
            SmallNetworks.dense(2, 1, Activation.IDENTITY));
    SmallNetworks.set(network, "0_W", ROWS);
    SmallNetworks.set(network, "2_W", new double[][] {{2}, {1}});
    SmallNetworks.setBias(network, "2_b", 0);
    return network;
  }

  private static Attribution explained(MultiLayerNetwork network, INDArray x, Reference reference) {
    return DeepLift.builder(network)
        .attributeTo("rows")
        .requireCompleteness()
        .build()
        .explain(x, reference, Target.logit(0));
  }

  private static void require(INDArray values, double... expected) {
    assertThat(values.ravel().toDoubleVector()).containsExactly(expected, within(1e-12));
  }

  /**
   * Steps 2, 1, 1 against the reference 0, 0, 1: (-3, 5) pays -6 + 5, (1, 2) pays 2 + 2, and the
   * last is as in the reference.
   */
  @ParameterizedTest
  @EnumSource
  void index_contributesWhatItsRowDoes(RNNFormat format) {
    INDArray x = array(new long[] {1, 3}, 2, 1, 1);
    Attribution attribution =
        explained(sequences(format, false), x, Reference.of(array(new long[] {1, 3}, 0, 0, 1)));
    require(attribution.contributions(), -1, 4, 0);
    require(attribution.multipliers(), -0.5, 4, 0);
    INDArray rows = attribution.contributions("rows");
    if (format == RNNFormat.NWC) {
      require(rows, -6, 5, 2, 2, 0, 0);
    } else {
      require(rows, -6, 2, 0, 5, 2, 0);
    }
  }

  @Test
  void bias_isInBothPasses() {
    MultiLayerNetwork network = sequences(RNNFormat.NCW, true);
    SmallNetworks.setBias(network, "0_b", 7, 9);
    Attribution attribution =
        explained(network, array(new long[] {1, 1, 2}, 2, 1), Reference.zeros());
    require(attribution.contributions(), -1, 4);
    assertThat(attribution.output().getDouble(0)).isEqualTo(2 * (-2 + 14) + 7 + 18);
  }

  /** tanh(1·1 + 2·2) and the row of the reference is 0: one index has all of the difference. */
  @Test
  void embeddingLayer_hasOneIndex() {
    MultiLayerNetwork network =
        SmallNetworks.of(
            new EmbeddingLayer.Builder()
                .name("rows")
                .nIn(3)
                .nOut(2)
                .activation(Activation.RELU)
                .build(),
            SmallNetworks.dense(2, 1, Activation.TANH));
    SmallNetworks.set(network, "0_W", ROWS);
    SmallNetworks.set(network, "1_W", new double[][] {{1}, {0.25}});
    SmallNetworks.setBias(network, "1_b", 0);
    // Row 2 after ReLU is (0, 5): tanh(5/4); row 1 is (1, 2): tanh(3/2).
    Attribution attribution =
        DeepLift.builder(network)
            .attributeTo("rows")
            .requireCompleteness()
            .build()
            .explain(array(new long[] {2, 1}, 2, 1), Reference.zeros(), Target.logit(0));
    require(attribution.contributions(), Math.tanh(1.25), Math.tanh(1.5));
    require(
        attribution.contributions("rows"),
        0,
        Math.tanh(1.25),
        Math.tanh(1.5) / 1.5,
        Math.tanh(1.5) / 3);
  }

  /** The gradient of a linear network is its weights: an index pays by rows, as under Rescale. */
  @ParameterizedTest
  @EnumSource(
      value = NonlinearityRule.class,
      names = {"GRADIENT", "REVEAL_CANCEL"})
  void index_contributesUnderAnyRule(NonlinearityRule rule) {
    Attribution attribution =
        DeepLift.builder(sequences(RNNFormat.NCW, false))
            .nonlinearityRule(rule)
            .build()
            .explain(array(new long[] {1, 2}, 2, 1), Reference.zeros(), Target.logit(0));
    require(attribution.contributions(), -1, 4);
  }

  @Test
  void hypotheticalContributions_ofIndices_areRefused() {
    DeepLiftBuilder builder =
        DeepLift.builder(sequences(RNNFormat.NCW, false)).hypotheticalContributions(1);
    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'rows' (index 0, EmbeddingSequenceLayer)")
        .hasMessageContaining("one-hot");
  }

  @Test
  void index_thatIsNotThere_isRefused() {
    MultiLayerNetwork network = sequences(RNNFormat.NCW, false);
    assertThatThrownBy(() -> explained(network, array(new long[] {1, 2}, 1, 3), Reference.zeros()))
        .hasMessageContaining("got index 3");
    assertThatThrownBy(
            () -> explained(network, array(new long[] {1, 2}, 1, 1.5), Reference.zeros()))
        .hasMessageContaining("'rows'")
        .hasMessageContaining("whole numbers from 0 to 2");
    assertThatThrownBy(
            () ->
                explained(
                    network,
                    array(new long[] {1, 2}, 1, 2),
                    Reference.of(array(new long[] {1, 2}, 0, 9))))
        .hasMessageContaining("'rows'")
        .hasMessageContaining("whole numbers from 0 to 2");
  }
}

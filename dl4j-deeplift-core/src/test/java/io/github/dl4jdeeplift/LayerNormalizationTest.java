package io.github.dl4jdeeplift;

import static io.github.dl4jdeeplift.SmallNetworks.array;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.dl4jdeeplift.rule.UnsupportedLayerException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.conf.layers.recurrent.TimeDistributed;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Layer normalization inside dense layers; inside simple recurrent ones Deeplearning4j fails. */
class LayerNormalizationTest {
  private static final double[] X = {-3, 3, 3, 5};

  private static List<LayerCase> cases() {
    List<LayerCase> cases = new ArrayList<>();
    for (boolean bias : new boolean[] {true, false}) {
      cases.add(
          LayerCase.of(
              "DenseLayer with layer normalization, bias: " + bias,
              false,
              new long[] {3},
              normalized(3, 4, bias, Activation.RELU),
              SmallNetworks.dense(4, 2, Activation.TANH)));
    }
    cases.add(
        LayerCase.of(
            "DenseLayer with layer normalization, one unit",
            false,
            new long[] {3},
            normalized(3, 1, true, Activation.TANH)));
    for (RNNFormat format : RNNFormat.values()) {
      cases.add(
          LayerCase.of(
              "TimeDistributed DenseLayer with layer normalization " + format,
              false,
              format == RNNFormat.NWC ? new long[] {5, 3} : new long[] {3, 5},
              new TimeDistributed(normalized(3, 4, true, Activation.SIGMOID), format)));
    }
    return cases;
  }

  private static DenseLayer normalized(int in, int out, boolean bias, Activation activation) {
    return new DenseLayer.Builder()
        .nIn(in)
        .nOut(out)
        .hasBias(bias)
        .hasLayerNorm(true)
        .activation(activation)
        .build();
  }

  @TestFactory
  Stream<DynamicTest> normalizedLayer_isDeeplearning4jsAndSums() {
    return cases().stream().flatMap(LayerCase::tests);
  }

  /** Four numbers standardized, and nothing else. */
  private static Attribution explained(INDArray x, Reference reference, int unit) {
    MultiLayerNetwork network = SmallNetworks.of(normalized(4, 4, false, Activation.IDENTITY));
    network.getParam("0_W").assign(Nd4j.eye(4));
    network.getParam("0_g").assign(1);
    return DeepLift.builder(network)
        .requireCompleteness()
        .build()
        .explain(x, reference, Target.logit(unit));
  }

  /**
   * x = (-3, 3, 3, 5): mean 2, c = (-5, 1, 1, 3), σ = 3, y = (-5/3, 1/3, 1/3, 1). r = (-1, 1, -1,
   * 1): c = r, σ = 1, y = r. Means of both: c̄ = (-3, 1, 0, 2), σ̄ = 2. The square has the secants
   * 2c̄, the power -1/2 from 1 to 9 has (1/3 - 1)/8 = -1/12, the mean of 1/σ is 2/3. From y1: 2/3
   * of c1, and c̄1 = -3 times -1/12 times c̄/2 of each: (2/3 - 3/8, 1/8, 0, 1/4) = (7/24, 3/24, 0,
   * 6/24), with the mean 4/24.
   */
  @Test
  void standardization_isSquaresAPowerAndAProduct() {
    INDArray x = array(new long[] {1, 4}, X);
    Attribution attribution = explained(x, Reference.of(array(new long[] {1, 4}, -1, 1, -1, 1)), 0);
    require(attribution.multipliers(), 1 / 8.0, -1 / 24.0, -1 / 6.0, 1 / 12.0);
    assertThat(attribution.contributions().sumNumber().doubleValue())
        .isCloseTo(-2 / 3.0, within(1e-11));
  }

  /**
   * r = 0: c̄ = c/2, σ̄ = 3/2, ȳ = y/2, and y4 is 0 there. From y4 = 1, u·ȳ has the mean 1/8, so g
   * = (u - c/3/8)/(3/2) = (5/36, -1/36, -1/36, 7/12) with the mean 1/6.
   */
  @Test
  void referenceWithoutDeviation_isNoSpecialCase() {
    Attribution attribution = explained(array(new long[] {1, 4}, X), Reference.zeros(), 3);
    require(attribution.multipliers(), -1 / 36.0, -7 / 36.0, -7 / 36.0, 5 / 12.0);
    assertThat(attribution.contributions().sumNumber().doubleValue()).isCloseTo(1, within(1e-11));
  }

  @Test
  void deviationZeroInBothPasses_contributesNothing() {
    INDArray x = array(new long[] {1, 4}, 2, 2, 2, 2);
    Attribution attribution = explained(x, Reference.zeros(), 0);
    require(attribution.multipliers(), 0, 0, 0, 0);
    assertThat(attribution.output().getDouble(0)).isZero();
  }

  /** Deeplearning4j 1.0.0-M2.1 adds no epsilon. */
  @Test
  void smallDeviation_isStandardizedAsDeeplearning4jDoes() {
    INDArray x = array(new long[] {1, 4}, -1e-12, 1e-12, -1e-12, 1e-12);
    Attribution attribution = explained(x, Reference.zeros(), 1);
    assertThat(attribution.output().getDouble(0)).isCloseTo(1, within(1e-10));
    assertThat(attribution.contributions().sumNumber().doubleValue()).isCloseTo(1, within(1e-10));
  }

  @Test
  void simpleRecurrentLayer_withNormalization_isDeeplearning4jsFault() {
    MultiLayerNetwork network =
        SmallNetworks.of(
            new SimpleRnn.Builder()
                .name("rnn")
                .nIn(3)
                .nOut(4)
                .hasLayerNorm(true)
                .activation(Activation.TANH)
                .build());
    INDArray x = Nd4j.ones(DataType.DOUBLE, 2, 3, 5);
    assertThatThrownBy(() -> network.output(x)).hasMessageContaining("out of range");
    assertThatThrownBy(() -> DeepLift.builder(network).build())
        .isInstanceOf(UnsupportedLayerException.class)
        .hasMessageContaining("'rnn' (index 0, SimpleRnn)")
        .hasMessageContaining("hasLayerNorm(false)");
  }

  private static void require(INDArray multipliers, double... expected) {
    assertThat(multipliers.ravel().toDoubleVector()).containsExactly(expected, within(1e-11));
  }
}

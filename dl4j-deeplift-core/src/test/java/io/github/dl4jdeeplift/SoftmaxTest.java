package io.github.dl4jdeeplift;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Softmax as a probability target, against its log-mean Jacobian in exact arithmetic: L = (p −
 * q)/(ln p − ln q), m_i = L_i ([i = k] − L_k/ΣL).
 */
class SoftmaxTest {
  private static final MathContext DIGITS = new MathContext(60);

  static Stream<Arguments> logits() {
    return Stream.of(
            Arguments.of(new double[] {1, 2, 3}, new double[] {0, 0, 0}),
            Arguments.of(new double[] {-100, 100, 0.5}, new double[] {100, -100, 0.25}),
            Arguments.of(new double[] {1000, 999, 998.5}, new double[] {-1000, 1000, 0}),
            Arguments.of(new double[] {5, 5, 5}, new double[] {7, 7, 7}),
            Arguments.of(new double[] {2, -1, 0.5}, new double[] {2, -1, 0.75}),
            Arguments.of(new double[] {0, 30, -30}, new double[] {0, 29.9990234375, -30}))
        .flatMap(
            pair ->
                Stream.of(DataType.FLOAT, DataType.DOUBLE)
                    .map(type -> Arguments.of(type, pair.get()[0], pair.get()[1])));
  }

  private static DeepLift deepLift(DataType dataType) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .dataType(dataType)
                .list(SmallNetworks.loss(Activation.SOFTMAX))
                .build());
    network.init();
    return DeepLift.builder(network).requireCompleteness().build();
  }

  @ParameterizedTest
  @MethodSource("logits")
  void probability_hasTheLogMeanJacobian(DataType dataType, double[] z, double[] r) {
    double precision = dataType == DataType.FLOAT ? 2e-5 : 1e-12;
    double rounding = dataType == DataType.FLOAT ? 0x1p-22 : 0x1p-50; // of L_k/ΣL, which is below 1
    DeepLift deepLift = deepLift(dataType);
    double[] means = logarithmicMeans(z, r);
    double total = Arrays.stream(means).sum();
    for (int k = 0; k < z.length; k++) {
      Attribution attribution =
          deepLift.explain(row(z), Reference.of(row(r)), Target.probability(k));
      double[] multipliers =
          attribution.multipliers().castTo(DataType.DOUBLE).ravel().toDoubleVector();
      for (int i = 0; i < z.length; i++) {
        double expected = means[i] * ((i == k ? 1 : 0) - means[k] / total);
        assertThat(Math.abs(multipliers[i] - expected))
            .as("multiplier %s of probability %s: %s, not %s", i, k, multipliers[i], expected)
            .isLessThanOrEqualTo(precision * Math.abs(expected) + rounding * means[i] + 1e-36);
      }
    }
  }

  private static INDArray row(double[] values) {
    return Nd4j.createFromArray(new double[][] {values});
  }

  private static double[] logarithmicMeans(double[] z, double[] r) {
    BigDecimal[] logP = logProbabilities(z);
    BigDecimal[] logQ = logProbabilities(r);
    double[] means = new double[z.length];
    for (int i = 0; i < z.length; i++) {
      BigDecimal step = logP[i].subtract(logQ[i]);
      BigDecimal rise = exp(logP[i]).subtract(exp(logQ[i]));
      boolean none = step.abs().compareTo(new BigDecimal("1e-40")) < 0;
      means[i] = (none ? exp(logP[i]) : rise.divide(step, DIGITS)).doubleValue();
    }
    return means;
  }

  private static BigDecimal[] logProbabilities(double[] z) {
    double largest = Arrays.stream(z).max().orElseThrow();
    BigDecimal sum = BigDecimal.ZERO;
    for (double logit : z) {
      sum = sum.add(exp(new BigDecimal(logit).subtract(new BigDecimal(largest))), DIGITS);
    }
    BigDecimal normalizer = ln(sum);
    return Arrays.stream(z)
        .mapToObj(logit -> new BigDecimal(logit).subtract(new BigDecimal(largest)))
        .map(shifted -> shifted.subtract(normalizer))
        .toArray(BigDecimal[]::new);
  }

  /** e^x by its series at x/4096, squared twelve times. */
  private static BigDecimal exp(BigDecimal x) {
    BigDecimal small = x.divide(new BigDecimal(4096), DIGITS);
    BigDecimal sum = BigDecimal.ONE;
    BigDecimal term = BigDecimal.ONE;
    for (int n = 1; n < 60; n++) {
      term = term.multiply(small, DIGITS).divide(new BigDecimal(n), DIGITS);
      sum = sum.add(term, DIGITS);
    }
    for (int doubling = 0; doubling < 12; doubling++) {
      sum = sum.multiply(sum, DIGITS);
    }
    return sum;
  }

  /** ln y by Halley's iteration. */
  private static BigDecimal ln(BigDecimal y) {
    BigDecimal result = new BigDecimal(Math.log(y.doubleValue()));
    for (int step = 0; step < 4; step++) {
      BigDecimal e = exp(result);
      BigDecimal change = y.subtract(e).divide(y.add(e), DIGITS);
      result = result.add(change.add(change), DIGITS);
    }
    return result;
  }

  @Test
  void probabilityOfOneClass_isOne_andNothingContributes() {
    Attribution attribution =
        deepLift(DataType.DOUBLE)
            .explain(
                Nd4j.createFromArray(new double[][] {{3}, {-4}}),
                Reference.zeros(),
                Target.probability(0));
    assertThat(attribution.output().toDoubleVector()).containsExactly(1, 1);
    assertThat(attribution.multipliers().ravel().toDoubleVector()).containsExactly(0, 0);
  }

  @Test
  void logitsOfSequences_areNormalizedOverTheLastDimension() {
    // As Deeplearning4j's ActivationLayer does, whatever the format: here over 3 time steps.
    DeepLift deepLift = deepLift(DataType.DOUBLE);
    INDArray x = Nd4j.createFromArray(new double[][][] {{{1, 2, 3}, {7, 8, 10}}});
    Attribution attribution = deepLift.explain(x, Reference.zeros(), Target.probability(0, 2));
    double[] multipliers = attribution.multipliers().ravel().toDoubleVector();
    assertThat(Arrays.stream(multipliers, 0, 3).sum()).isBetween(-1e-12, 1e-12);
    assertThat(Arrays.stream(multipliers, 3, 6)).containsOnly(0.0);
    double p = Math.exp(3) / (Math.exp(1) + Math.exp(2) + Math.exp(3));
    assertThat(attribution.contributions().sumNumber().doubleValue())
        .isBetween(p - 1.0 / 3 - 1e-12, p - 1.0 / 3 + 1e-12);
  }
}

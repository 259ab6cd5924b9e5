package io.github.dl4jdeeplift;

import static io.github.dl4jdeeplift.SmallNetworks.array;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.layers.CapsuleLayer;
import org.deeplearning4j.nn.conf.layers.CapsuleStrengthLayer;
import org.deeplearning4j.nn.conf.layers.PrimaryCapsules;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Capsules: squashing and routing, whose contributions sum. */
class CapsulesTest {
  private static PrimaryCapsules primary(boolean bias, boolean relu, double leak) {
    PrimaryCapsules layer =
        new PrimaryCapsules.Builder(2, 2)
            .kernelSize(2, 2)
            .stride(1, 2)
            .hasBias(bias)
            .useReLU(relu)
            .useLeakyReLU(leak)
            .build();
    layer.setUseRelu(relu);
    layer.setInputChannels(2);
    layer.setCapsules(3 * 2 * 2);
    return layer;
  }

  private static CapsuleLayer routed(int routings, boolean bias) {
    CapsuleLayer layer = new CapsuleLayer.Builder(3, 2, routings).hasBias(bias).build();
    layer.setInputCapsules(4);
    layer.setInputCapsuleDimensions(2);
    return layer;
  }

  private static List<LayerCase> cases() {
    List<LayerCase> cases = new ArrayList<>();
    long[] image = {2, 4, 4};
    cases.add(LayerCase.of("PrimaryCapsules", false, image, primary(true, false, 0)));
    cases.add(LayerCase.of("PrimaryCapsules ReLU", false, image, primary(false, true, 0)));
    cases.add(LayerCase.of("PrimaryCapsules leaky", false, image, primary(true, true, 0.2)));
    for (int routings = 1; routings <= 3; routings++) {
      cases.add(
          LayerCase.of(
              "CapsuleLayer of " + routings + " routings",
              false,
              new long[] {4, 2},
              routed(routings, routings != 2)));
    }
    cases.add(
        LayerCase.of(
            "CapsuleStrengthLayer behind capsules",
            false,
            new long[] {4, 2},
            routed(3, true),
            new CapsuleStrengthLayer.Builder().build()));
    return cases;
  }

  @TestFactory
  Stream<DynamicTest> capsules_areDeeplearning4jsAndSum() {
    return cases().stream().flatMap(LayerCase::tests);
  }

  /** (3, 4) is 5 long: squares have the secants 3 and 4 from 0, the root of 25 has 1/5. */
  @Test
  void strength_isALength() {
    MultiLayerNetwork network = SmallNetworks.of(new CapsuleStrengthLayer.Builder().build());
    Attribution attribution =
        DeepLift.builder(network)
            .build()
            .explain(array(new long[] {1, 2, 2}, 1, 1, 3, 4), Reference.zeros(), Target.logit(1));
    assertThat(attribution.output().getDouble(0)).isEqualTo(5);
    assertThat(attribution.multipliers().ravel().toDoubleVector())
        .containsExactly(new double[] {0, 0, 0.6, 0.8}, within(1e-12));
  }

  /**
   * One capsule s = 2·x1 + 3·x2 = (3, 4)·(1 + 0) of inputs x1 = (0, 2), x2 = (1, 0): 25/(26·5) of
   * it comes out, but for the epsilon of 1e-5. From zeros, ‖s‖² has half of its effect through the
   * dividend: the dividend's product rule gives s the multiplier 25/2 and 25 the multiplier s/2;
   * the quotient's divisor of 0.00316 and 130 has the mean 65, and half the output for its own
   * mean.
   */
  @Test
  void squashing_isProductsAndAQuotient() {
    CapsuleLayer layer = new CapsuleLayer.Builder(1, 2, 1).build();
    layer.setInputCapsules(2);
    layer.setInputCapsuleDimensions(2);
    MultiLayerNetwork network = SmallNetworks.of(layer);
    // [1, inputs, 2 numbers of the capsule, 2 numbers of the input, 1]
    network.getParam("0_weight").assign(array(new long[] {1, 2, 2, 2, 1}, 0, 0, 0, 2, 3, 0, 0, 0));
    Attribution attribution =
        DeepLift.builder(network)
            .requireCompleteness()
            .build()
            .explain(
                array(new long[] {1, 2, 2}, 0, 2, 1, 0), Reference.zeros(), Target.logit(0, 0));
    double root = Math.sqrt(25 + 1e-5);
    double rootOfNothing = Math.sqrt(1e-5);
    double divisor = (26 * root + rootOfNothing) / 2;
    double half = 3 * 25 / (26 * root) / 2;
    // Back from the divisor to ‖s‖²: 1·(mean root) + (mean of 26 and 1)/(root + root of nothing).
    double ofRootAndOne = (root + rootOfNothing) / 2 + 13.5 / (root + rootOfNothing);
    double ofSquares = 1.5 / divisor - half / divisor * ofRootAndOne;
    double ofFirst = 12.5 / divisor + ofSquares * 3;
    double ofSecond = ofSquares * 4;
    assertThat(attribution.multipliers().ravel().toDoubleVector())
        .containsExactly(new double[] {0, 2 * ofSecond, 3 * ofFirst, 0}, within(1e-12));
    assertThat(attribution.output().getDouble(0)).isCloseTo(2 * half, within(1e-12));
  }
}

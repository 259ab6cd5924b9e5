package io.github.dl4jdeeplift.keras.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.dl4jdeeplift.Attribution;
import io.github.dl4jdeeplift.DeepLift;
import io.github.dl4jdeeplift.Reference;
import io.github.dl4jdeeplift.Target;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Contributions of a GRU of one unit without functions, on x = (1, 2) and a reference of 0, worked
 * out by hand. W = (½, ½, 1), R = (0, 0, 2) for update gate z, reset gate r and candidate a.
 */
class GruByHandTest {
  private static Attribution explained(boolean resetAfter, double[]... bias) {
    ActivationIdentity identity = new ActivationIdentity();
    ComputationGraph network =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("x")
                .addLayer("gru", new LastStep(new Gru(1, 1, identity, identity, resetAfter)), "x")
                .setOutputs("gru")
                .validateOutputLayerConfig(false)
                .build());
    network.init();
    network.getLayer("gru").getParam("W").assign(Nd4j.create(new double[][] {{0.5, 0.5, 1}}));
    network.getLayer("gru").getParam("RW").assign(Nd4j.create(new double[][] {{0, 0, 2}}));
    network.getLayer("gru").getParam("b").assign(Nd4j.create(bias));
    INDArray x = Nd4j.create(new float[] {1, 2}, new long[] {1, 2, 1}, 'c');
    return DeepLift.builder(network).build().explain(x, Reference.zeros(), Target.logit(0));
  }

  private static void assertContributions(Attribution attribution, double first, double second) {
    assertThat(attribution.contributions().getDouble(0, 0, 0)).isCloseTo(first, within(1e-5));
    assertThat(attribution.contributions().getDouble(0, 1, 0)).isCloseTo(second, within(1e-5));
  }

  /**
   * r = 1 + x/2, a = x + r(2h + 1). Example: z = ½, 1; r = 1½, 2; a = 2½, 9; h = 1¼, 1¼. Reference:
   * z = 0, 0; r = 1, 1; a = 1, 3; h = 1, 3. With means, m of x₂ is (1⅛ − 6)·½ + ½·1 + ½·3¼·½ = −1⅛,
   * of h₁ it is ½ + ½·1½·2 = 2, of x₁ 2·((0 − 1¾)·½ + ¾·1 + ¾·1·½) = ½.
   */
  @Test
  void contributions_areProducts_whenResetGateActsAfterTheProduct() {
    Attribution attribution = explained(true, new double[] {0, 1, 0}, new double[] {0, 0, 1});

    assertContributions(attribution, 0.5, -2.25);
    assertThat(attribution.output().getDouble(0)).isCloseTo(1.25, within(1e-5));
    assertThat(attribution.referenceOutput().getDouble(0)).isCloseTo(3, within(1e-5));
  }

  /**
   * r = 1 + x/2, a = x + 1 + 2(r·h). Example: z = ½, 1; r = 1½, 2; a = 2, 7; h = 1, 1. Reference: z
   * = 0, 0; r = 1, 1; a = 1, 3; h = 1, 3. m of x₂ is (1 − 5)·½ + ½·1 + ½·2·1·½ = −1, of h₁ it is ½
   * + ½·2·1½ = 2, of x₁ 2·((0 − 1½)·½ + ¾·1) = 0.
   */
  @Test
  void contributions_areProducts_whenResetGateActsOnTheState() {
    Attribution attribution = explained(false, new double[] {0, 1, 1});

    assertContributions(attribution, 0, -2);
    assertThat(attribution.output().getDouble(0)).isCloseTo(1, within(1e-5));
    assertThat(attribution.referenceOutput().getDouble(0)).isCloseTo(3, within(1e-5));
  }
}

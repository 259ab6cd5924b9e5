package io.github.dl4jdeeplift;

import static io.github.dl4jdeeplift.SmallNetworks.array;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Two steps of recurrent layers, worked by hand. */
class RecurrentByHandTest {
  private static INDArray sequence(double first, double second) {
    return array(new long[] {1, 1, 2}, first, second);
  }

  /**
   * One unit with identity activation and hard sigmoid gates g(z) = z/5 + 1/2; candidate a = x + h,
   * input gate i = g(x), forget and output gates 1/2 always. From zeros to x = (1, 2):
   *
   * <pre>
   * step 1: a = 1, i = 0.7, c = 0.7, h = 0.35      (reference: a = 0, i = 0.5, c = 0, h = 0)
   * step 2: a = 2.35, i = 0.9, c = 0.35 + 2.115 = 2.465, h = 1.2325
   * back 2: m_h = 1, m_c = 0.5, m_a = 0.5·(0.9 + 0.5)/2 = 0.35, m_i = 0.5·2.35/2 = 0.5875
   *         x: 0.35 + 0.5875/5 = 0.4675, h before: 0.35, c before: 0.5·0.5 = 0.25
   * back 1: m_c = 0.25 + 0.35·0.5 = 0.425, m_a = 0.425·(0.7 + 0.5)/2 = 0.255, m_i = 0.425/2 = 0.2125
   *         x: 0.255 + 0.2125/5 = 0.2975
   * sum:    0.2975·1 + 0.4675·2 = 1.2325
   * </pre>
   */
  @Test
  void lstm_handsProductsOfGatesBack() {
    MultiLayerNetwork network =
        SmallNetworks.of(
            new LSTM.Builder()
                .nIn(1)
                .nOut(1)
                .weightInit(WeightInit.ZERO)
                .forgetGateBiasInit(0)
                .activation(Activation.IDENTITY)
                .gateActivationFunction(Activation.HARDSIGMOID)
                .build());
    // Deeplearning4j's order: candidate, forget gate, output gate, input gate.
    network.getParam("0_W").assign(array(new long[] {1, 4}, 1, 0, 0, 1));
    network.getParam("0_RW").assign(array(new long[] {1, 4}, 1, 0, 0, 0));
    Attribution attribution =
        DeepLift.builder(network)
            .requireCompleteness()
            .build()
            .explain(sequence(1, 2), Reference.zeros(), Target.logit(0, 1));
    // ND4J holds the fifth in single precision.
    assertThat(attribution.output().getDouble(0)).isEqualTo(1.2325, within(1e-7));
    assertThat(attribution.multipliers().ravel().toDoubleVector())
        .containsExactly(new double[] {0.2975, 0.4675}, within(1e-7));
  }

  /**
   * h_t = relu(x_t − h_{t−1} − 1/2). From zeros to x = (1, 2): z = (1/2, 1) against (−1/2, −1/2); S
   * = (1/2, 2/3); x2 has 2/3, h1 has −2/3, x1 has −2/3·1/2.
   */
  @Test
  void simpleRecurrentLayer_handsSecantsBack() {
    MultiLayerNetwork network =
        SmallNetworks.of(
            new SimpleRnn.Builder().nIn(1).nOut(1).activation(Activation.RELU).build());
    network.getParam("0_W").assign(array(new long[] {1, 1}, 1));
    network.getParam("0_RW").assign(array(new long[] {1, 1}, -1));
    SmallNetworks.setBias(network, "0_b", -0.5);
    Attribution attribution =
        DeepLift.builder(network)
            .requireCompleteness()
            .build()
            .explain(sequence(1, 2), Reference.zeros(), Target.logit(0, 1));
    assertThat(attribution.output().getDouble(0)).isEqualTo(1, within(1e-12));
    assertThat(attribution.contributions().ravel().toDoubleVector())
        .containsExactly(new double[] {-1.0 / 3, 4.0 / 3}, within(1e-12));
  }
}

package io.github.dl4jdeeplift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The examples that the 2016 paper works out. */
class PaperExamplesTest {
  /** Figure 1: y = relu(x1 + 2 x2 + 2), output 0.1 + 0.2 y. */
  @Test
  void inactiveRelu_receivesItsDifference() {
    MultiLayerNetwork network =
        SmallNetworks.of(
            SmallNetworks.dense(2, 1, Activation.RELU),
            SmallNetworks.dense(1, 1, Activation.IDENTITY));
    SmallNetworks.set(network, "0_W", new double[][] {{1}, {2}});
    SmallNetworks.setBias(network, "0_b", 2);
    SmallNetworks.set(network, "1_W", new double[][] {{0.2}});
    SmallNetworks.setBias(network, "1_b", 0.1);

    Attribution attribution =
        DeepLift.builder(network).build().explain(row(-1, -1), Reference.zeros(), Target.logit(0));

    // 0.1 - 0.5 = -0.4, of which x1 has 1/3 and x2 has 2/3.
    assertThat(attribution.contributions().toDoubleVector())
        .containsExactly(new double[] {-0.4 / 3, -0.8 / 3}, within(1e-12));
    assertThat(attribution.output().getDouble(0)).isEqualTo(0.1, within(1e-12));
    assertThat(attribution.referenceOutput().getDouble(0)).isEqualTo(0.5, within(1e-12));
  }

  /** Section 2.4: a sigmoid of the sum of two inputs shares its 0.5 among redundant inputs. */
  @Test
  void sigmoid_hidesWhatTheLogitShows() {
    MultiLayerNetwork network =
        SmallNetworks.of(
            SmallNetworks.dense(2, 1, Activation.IDENTITY), SmallNetworks.loss(Activation.SIGMOID));
    SmallNetworks.set(network, "0_W", new double[][] {{1}, {1}});
    SmallNetworks.setBias(network, "0_b", 0);
    DeepLift deepLift = DeepLift.builder(network).build();
    INDArray inputs = Nd4j.createFromArray(new double[][] {{100, 0}, {100, 100}});

    INDArray probability =
        deepLift.explain(inputs, Reference.zeros(), Target.probability(0)).contributions();
    INDArray logit = deepLift.explain(inputs, Reference.zeros(), Target.logit(0)).contributions();

    assertThat(probability.ravel().toDoubleVector())
        .containsExactly(new double[] {0.5, 0, 0.25, 0.25}, within(1e-12));
    assertThat(logit.ravel().toDoubleVector()).containsExactly(100, 0, 100, 100);
  }

  private static INDArray row(double... values) {
    return Nd4j.createFromArray(new double[][] {values});
  }
}

package io.github.dl4jdeeplift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.dl4jdeeplift.rule.LinearRule;
import io.github.dl4jdeeplift.rule.Ops;
import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.Value;
import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Networks whose inner values are so much larger than their output that float32 rounds the output
 * off: h = (1000001·x, 1000000·x), f = h₁ − h₂ = x, and next to it h₁ alone.
 */
class RoundingTest {
  private static final float X = 0.1234567f;

  private static MultiLayerNetwork network() {
    return network(1_000_000);
  }

  private static MultiLayerNetwork network(float large) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .dataType(DataType.FLOAT)
                .list(
                    SmallNetworks.dense(1, 2, Activation.IDENTITY),
                    SmallNetworks.dense(2, 2, Activation.IDENTITY))
                .build());
    network.init();
    network.setParam("0_W", Nd4j.createFromArray(new float[][] {{large + 1, large}}));
    network.setParam("1_W", Nd4j.createFromArray(new float[][] {{1, 1}, {-1, 0}}));
    return network;
  }

  private static List<Attribution> explained(MultiLayerNetwork network) {
    INDArray[] input = {Nd4j.createFromArray(new float[][] {{X}})};
    return DeepLift.builder(network)
        .requireCompleteness()
        .build()
        .explain(input, Reference.zeros(), List.of(Target.logit(0), Target.logit(1)));
  }

  /** Its numbers are finite in float32, their sum is not. */
  @Test
  void reference_ofVeryLargeNumbers_isTaken() {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .dataType(DataType.FLOAT)
                .list(SmallNetworks.dense(2, 1, Activation.IDENTITY))
                .build());
    network.init();
    network.setParam("0_W", Nd4j.createFromArray(new float[][] {{1e-38f}, {1e-38f}}));
    INDArray reference = Nd4j.createFromArray(new float[][] {{2e38f, 3e38f}});

    Attribution attribution =
        DeepLift.builder(network)
            .build()
            .explain(Nd4j.zeros(1, 2), Reference.of(reference), Target.logit(0));

    // 1e-38 · (0 − 2e38) and 1e-38 · (0 − 3e38)
    assertThat(
            attribution
                .contributions()
                .equalsWithEps(Nd4j.createFromArray(new float[][] {{-2, -3}}), 1e-5))
        .isTrue();
  }

  @Test
  void float32_thatRoundsTheOutputOff_isWorkedOutInDouble() {
    MultiLayerNetwork network = network();
    // A step between neighboring floats near 123456.7 is 1/128.
    float rounded = network.output(Nd4j.createFromArray(new float[][] {{X}})).getFloat(0);
    assertThat(Math.abs(rounded - X)).isGreaterThan(1e-5f);

    Attribution attribution = explained(network).get(0);
    assertThat(attribution.contributions().getDouble(0)).isCloseTo(X, within(1e-7));
    assertThat(attribution.output().getDouble(0)).isCloseTo(X, within(1e-7));
    assertThat(attribution.convergenceDelta().getDouble(0)).isCloseTo(0, within(1e-7));
  }

  /** Double precision rounds as well, but not beyond the tolerance of float32: 2^24 · 1e-16. */
  @Test
  void float32_workedOutInDouble_isJudgedByItsOwnTolerance() {
    Attribution attribution = explained(network(1 << 23)).get(0);
    assertThat(attribution.contributions().getDouble(0)).isCloseTo(X, within(1e-7));
  }

  /** A rule that counts the programs in which it is walked back. */
  private static final class CountingRule extends LinearRule {
    private int programs;

    @Override
    public Shape outputShape(Shape input) {
      return input;
    }

    @Override
    public SDVariable linear(Ops ops, Value input) {
      return input.variable();
    }

    @Override
    public SDVariable transpose(Ops ops, Value output, Shape input) {
      programs++;
      return output.variable();
    }
  }

  private static int programsOf(float large) {
    MultiLayerNetwork plain = network(large);
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .dataType(DataType.FLOAT)
                .list(
                    SmallNetworks.dense(1, 2, Activation.IDENTITY),
                    new ActivationLayer(Activation.IDENTITY),
                    SmallNetworks.dense(2, 2, Activation.IDENTITY))
                .build());
    network.init(plain.params(), true);
    CountingRule counting = new CountingRule();
    DeepLift.builder(network)
        .rule(ActivationLayer.class, layer -> counting)
        .requireCompleteness()
        .build()
        .explain(Nd4j.createFromArray(new float[][] {{X}}), Reference.zeros(), Target.logit(0));
    return counting.programs;
  }

  /** One program in float32 and one in double: the layer at fault is not looked for. */
  @Test
  void float32_thatSumsInDouble_writesNoOtherProgram() {
    assertThat(programsOf(1_000_000)).isEqualTo(2 * programsOf(1)).isPositive();
  }

  @Test
  void float32_workedOutInDouble_staysFloat32() {
    for (Attribution attribution : explained(network())) {
      assertThat(attribution.contributions().dataType()).isEqualTo(DataType.FLOAT);
      assertThat(attribution.multipliers().dataType()).isEqualTo(DataType.FLOAT);
      assertThat(attribution.output().dataType()).isEqualTo(DataType.FLOAT);
    }
  }

  @Test
  void targets_thatSumInFloat32_stayAsTheyAre() {
    MultiLayerNetwork network = network();
    float plain = network.output(Nd4j.createFromArray(new float[][] {{X}})).getFloat(1);
    assertThat(explained(network).get(1).output().getFloat(0)).isEqualTo(plain);
  }

  @Test
  void inputsWhoseSumOverflows_areExplained() {
    // The sum of both numbers is infinite in float32; each has the contribution 3e38 · 1e-38 = 3.
    MultiLayerNetwork network = SmallNetworks.of(SmallNetworks.dense(2, 1, Activation.IDENTITY));
    SmallNetworks.set(network, "0_W", new double[][] {{1e-38}, {1e-38}});
    INDArray large = SmallNetworks.array(new long[] {1, 2}, 3e38, 3e38).castTo(DataType.FLOAT);
    Attribution attribution =
        DeepLift.builder(network.convertDataType(DataType.FLOAT))
            .build()
            .explain(large, Reference.zeros(), Target.logit(0));
    assertThat(attribution.contributions().ravel().toDoubleVector())
        .containsExactly(new double[] {3, 3}, within(1e-5));
  }

  /**
   * A million times mish(x) - x, which is -2x/((1 + eˣ)² + 1): float32 rounds all of it off, and
   * double precision by more than its own tolerance.
   */
  @Test
  void gate_comparesInDouble_whatFloat32RoundsOff() {
    ComputationGraph network =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .dataType(DataType.FLOAT)
                .graphBuilder()
                .addInputs("x")
                .addVertex("same", new ScaleVertex(1), "x")
                .addLayer("mish", new ActivationLayer(Activation.MISH), "same")
                .addVertex(
                    "rest", new ElementWiseVertex(ElementWiseVertex.Op.Subtract), "mish", "x")
                .addVertex("large", new ScaleVertex(1e6), "rest")
                .addLayer("loss", SmallNetworks.loss(Activation.IDENTITY), "large")
                .setOutputs("loss")
                .build());
    network.init();
    INDArray x = Nd4j.linspace(DataType.FLOAT, 6, 0.17, 20).reshape(1, 20);
    Attribution attribution =
        DeepLift.builder(network)
            .requireCompleteness()
            .build()
            .explain(x, Reference.zeros(), Target.logit(0));
    // -12/((1 + e⁶)² + 1)·1e6 = -73.37, of which float32 keeps multiples of 0.48
    assertThat(attribution.contributions().getDouble(0)).isCloseTo(-73.37, within(0.5));
  }
}

package io.github.dl4jdeeplift;

import static io.github.dl4jdeeplift.SmallNetworks.array;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.dl4jdeeplift.rule.LinearRule;
import io.github.dl4jdeeplift.rule.Ops;
import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.Value;
import io.github.dl4jdeeplift.rule.shape.IdentityRule;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.samediff.SameDiffLambdaLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Rules that the user gives to {@code builder.rule(..)}. */
class UserRulesTest {
  private static final INDArray X = array(new long[] {1, 3}, 1, 2, 3);

  /** A layer of a user: 4x - 1. */
  public static final class Affine extends SameDiffLambdaLayer {
    private static final long serialVersionUID = 1;

    @Override
    public SDVariable defineLayer(SameDiff sameDiff, SDVariable input) {
      return input.mul(4).sub(1);
    }
  }

  /** A layer that no batch can run. */
  public static final class Broken extends SameDiffLambdaLayer {
    private static final long serialVersionUID = 1;

    @Override
    public SDVariable defineLayer(SameDiff sameDiff, SDVariable input) {
      return input.reshape(7, 7);
    }
  }

  @Test
  void network_thatDeeplearning4jItselfCannotRun_isRefused() {
    DeepLift deepLift =
        DeepLift.builder(SmallNetworks.of(new Broken(), SmallNetworks.loss(Activation.IDENTITY)))
            .rule(Broken.class, IdentityRule::new)
            .build();
    assertThatThrownBy(() -> deepLift.explain(X, Reference.zeros(), Target.logit(0)))
        .isInstanceOf(ParityException.class)
        .hasMessageContaining("Deeplearning4j's own output() fails");
  }

  /** A rule of a user, by the library's linear rule. */
  private static final class AffineRule extends LinearRule {
    private final double slope;

    AffineRule(double slope) {
      this.slope = slope;
    }

    @Override
    public Shape outputShape(Shape input) {
      return input;
    }

    @Override
    public SDVariable linear(Ops ops, Value input) {
      return input.variable().mul(slope);
    }

    @Override
    public SDVariable apply(Ops ops, Value input) {
      return linear(ops, input).sub(1);
    }

    @Override
    public SDVariable transpose(Ops ops, Value output, Shape input) {
      return output.variable().mul(slope);
    }
  }

  private static MultiLayerNetwork network() {
    MultiLayerNetwork network =
        SmallNetworks.of(new Affine(), SmallNetworks.dense(3, 1, Activation.IDENTITY));
    SmallNetworks.set(network, "1_W", new double[][] {{1}, {-1}, {2}});
    return network;
  }

  @Test
  void ownLayer_withoutRule_isExplainedByItsGraph() {
    // 4·1·1, 4·2·(−1) and 4·3·2.
    Attribution attribution =
        DeepLift.builder(network()).build().explain(X, Reference.zeros(), Target.logit(0));
    assertThat(attribution.contributions().toDoubleVector()).containsExactly(4, -8, 24);
  }

  @Test
  void ownLayer_isExplainedByItsRule() {
    DeepLift deepLift =
        DeepLift.builder(network())
            .rule(Affine.class, layer -> new AffineRule(4))
            .requireCompleteness()
            .build();
    Attribution attribution = deepLift.explain(X, Reference.zeros(), Target.logit(0));
    assertThat(attribution.contributions().toDoubleVector())
        .containsExactly(new double[] {4, -8, 24}, within(1e-12));
    assertThat(attribution.output().getDouble(0)).isEqualTo(3 - 7 + 22, within(1e-12));
  }

  @Test
  void ruleThatComputesSomethingElse_isCaughtByTheParityGate() {
    DeepLift deepLift =
        DeepLift.builder(network()).rule(Affine.class, layer -> new AffineRule(3)).build();
    assertThatThrownBy(() -> deepLift.explain(X, Reference.zeros(), Target.logit(0)))
        .isInstanceOf(ParityException.class)
        .hasMessageContaining("Affine");
  }

  @Test
  void usersRow_winsOverTheLibrarys() {
    // The library's rule of ReLU gives 1 above 0; the user's own doubles nothing and reads no bias.
    MultiLayerNetwork network = SmallNetworks.of(new ActivationLayer(Activation.RELU));
    DeepLift deepLift =
        DeepLift.builder(network).rule(ActivationLayer.class, layer -> new IdentityRule()).build();
    assertThat(deepLift.resolvedRules()).hasSize(1).containsValue("identity");
    assertThatThrownBy(() -> deepLift.explain(X.neg(), Reference.zeros(), Target.logit(0)))
        .isInstanceOf(ParityException.class);
  }

  @Test
  void twoRulesForOneClass_areRefused() {
    DeepLiftBuilder builder =
        DeepLift.builder(network())
            .rule(Affine.class, layer -> new AffineRule(4))
            .rule(DropoutLayer.class, layer -> new IdentityRule())
            .rule(Affine.class, layer -> new IdentityRule());
    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(Affine.class.getName())
        .hasMessageContaining("two rules");
  }
}

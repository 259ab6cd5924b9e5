package io.github.dl4jdeeplift;

import static io.github.dl4jdeeplift.SmallNetworks.array;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.misc.ElementWiseMultiplicationLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The choices among the method's rules, with values worked by hand. */
class RulesTest {
  private static double[] values(INDArray array) {
    return array.ravel().toDoubleVector();
  }

  /** One dense unit w = (1, -2, -3, 4) with a ReLU. */
  private static MultiLayerNetwork unit(double bias) {
    MultiLayerNetwork network = SmallNetworks.of(SmallNetworks.dense(4, 1, Activation.RELU));
    SmallNetworks.set(network, "0_W", new double[][] {{1}, {-2}, {-3}, {4}});
    SmallNetworks.setBias(network, "0_b", bias);
    return network;
  }

  private static Attribution explained(
      MultiLayerNetwork network, NonlinearityRule rule, double... input) {
    return DeepLift.builder(network)
        .nonlinearityRule(rule)
        .build()
        .explain(
            array(new long[] {1, input.length}, input),
            Reference.zeros(),
            Target.layer("layer0", 0));
  }

  /**
   * x = (2, 0, 0, 0), b = 1: P = 2, N = 0, z = 1. m⁺ = 1; m⁻ is the derivative at 1 and at 3, 1.
   * The inputs at 0 get the mean (m⁺ + m⁻)/2 times their weight, all w.
   */
  @Test
  void revealCancel_withoutNegativePart_takesTheLimit() {
    Attribution attribution = explained(unit(1), NonlinearityRule.REVEAL_CANCEL, 2, 0, 0, 0);
    assertThat(values(attribution.multipliers())).containsExactly(1, -2, -3, 4);
  }

  /**
   * x = (2, 0, 0, 0), b = -1: P = 2, N = 0, z = -1: m⁺ = (1 - 0)/2 = 1/2; m⁻ = (f'(-1) + f'(1))/2 =
   * 1/2.
   */
  @Test
  void revealCancel_withoutNegativePart_meansTheDerivatives() {
    Attribution attribution = explained(unit(-1), NonlinearityRule.REVEAL_CANCEL, 2, 0, 0, 0);
    assertThat(values(attribution.multipliers())).containsExactly(0.5, -1, -1.5, 2);
  }

  /**
   * x = (1, 1, 0, 0), b = 0: P = 1, N = -2, z = 0. m⁺ = ½[S(0, 1) + S(-2, 1)] = ½[1 + 0]; m⁻ =
   * ½[S(0, -2) + S(1, -2)] = ½[0 + 1/2]. The output stays 0, yet both contribute: 1/2 and -1/2.
   * Rescale sees nothing.
   */
  @Test
  void revealCancel_showsPartsThatCancel() {
    MultiLayerNetwork network = unit(0);
    assertThat(
            values(explained(network, NonlinearityRule.REVEAL_CANCEL, 1, 1, 0, 0).contributions()))
        .containsExactly(0.5, -0.5, 0, 0);
    assertThat(values(explained(network, NonlinearityRule.RESCALE, 1, 1, 0, 0).contributions()))
        .containsExactly(0, 0, 0, 0);
  }

  /** At z = 1 - 2 = -1 the ReLU is flat; at z = 1 it is not. */
  @Test
  void gradient_isTheDerivativeAtTheInput() {
    Attribution off = explained(unit(0), NonlinearityRule.GRADIENT, 1, 1, 0, 0);
    assertThat(values(off.multipliers())).containsExactly(0, 0, 0, 0);
    // The output rises from 1 to 2 by the first input alone; w·δ says 3 - 1.
    Attribution on = explained(unit(-1), NonlinearityRule.GRADIENT, 3, 0, 0, 0);
    assertThat(values(on.multipliers())).containsExactly(1, -2, -3, 4);
    assertThat(on.convergenceDelta().getDouble(0)).isEqualTo(3 - 2); // contributes 3, rises by 2
  }

  @Test
  void gradient_withRequiredCompleteness_isRefused() {
    DeepLiftBuilder builder =
        DeepLift.builder(unit(0)).nonlinearityRule(NonlinearityRule.GRADIENT).requireCompleteness();
    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("requireCompleteness()")
        .hasMessageContaining("'layer0' (index 0, DenseLayer)");
  }

  @Test
  void ruleOfALayerThatIsNotThere_isRefusedWithNearNames() {
    DeepLiftBuilder builder =
        DeepLift.builder(unit(0)).nonlinearityRule("layer1", NonlinearityRule.RESCALE);
    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'layer1'")
        .hasMessageContaining("[layer0]");
  }

  @Test
  void ruleOfALayerWithoutNonlinearity_isRefused() {
    MultiLayerNetwork network = SmallNetworks.of(SmallNetworks.dense(2, 1, Activation.IDENTITY));
    DeepLiftBuilder builder =
        DeepLift.builder(network).nonlinearityRule("layer0", NonlinearityRule.REVEAL_CANCEL);
    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no nonlinearity");
  }

  @Test
  void ruleOfOneLayer_winsOverTheGeneralOne() {
    DeepLift deepLift =
        DeepLift.builder(unit(0))
            .nonlinearityRule(NonlinearityRule.GENOMICS_DEFAULT)
            .nonlinearityRule("layer0", NonlinearityRule.RESCALE)
            .build();
    assertThat(deepLift.resolvedRules()).containsEntry("layer0", "Rescale of ReLU");
  }

  /**
   * One window of x = (1, 5, 5) against r = (4, 2, 0): the paper pays both maxima δy/δx = 1/3 and
   * 1/5, the gradient pays the first maximum 1, the cross-max rule the first maximum 1/3.
   */
  @Test
  void maxima_areExplainedAsChosen() {
    assertThat(maximum(MaxPoolingRule.PAPER, 1, 5, 5)).containsExactly(0, 1.0 / 3, 0.2);
    assertThat(maximum(MaxPoolingRule.GRADIENT_AT_INPUT, 1, 5, 5)).containsExactly(0, 1, 0);
    assertThat(maximum(MaxPoolingRule.CROSS_MAX, 1, 5, 5)).containsExactly(0, 1.0 / 3, 0);
  }

  /**
   * x = (1, 2, 0): the input's maximum is what the reference has there: equation 11 has no value.
   */
  @Test
  void paperMaximum_whereNothingChangedAtTheMaximum_isOne() {
    assertThat(maximum(MaxPoolingRule.PAPER, 1, 2, 0)).containsExactly(0, 1, 0);
    // Cross-max pays the reference's maximum: (2 - 4)/(1 - 4).
    assertThat(maximum(MaxPoolingRule.CROSS_MAX, 1, 2, 0)).containsExactly(2.0 / 3, 0, 0);
  }

  private static double[] maximum(MaxPoolingRule rule, double... input) {
    MultiLayerNetwork network =
        SmallNetworks.of(
            new GlobalPoolingLayer.Builder(PoolingType.MAX).poolingDimensions(2).build());
    Reference reference = Reference.of(array(new long[] {1, 1, 3}, 4, 2, 0));
    return values(
        DeepLift.builder(network)
            .maxPoolingRule(rule)
            .build()
            .explain(array(new long[] {1, 1, 3}, input), reference, Target.logit(0))
            .multipliers());
  }

  private static Attribution vertex(ElementWiseVertex.Op op, double[] scales, double x, double r) {
    ComputationGraph graph =
        SmallNetworks.graph(
            builder -> {
              builder.addInputs("x");
              String[] names = new String[scales.length];
              for (int index = 0; index < names.length; index++) {
                names[index] = "scale" + index;
                builder.addVertex(names[index], new ScaleVertex(scales[index]), "x");
              }
              return builder.addVertex("y", new ElementWiseVertex(op), names).setOutputs("y");
            });
    return DeepLift.builder(graph)
        .requireCompleteness()
        .attributeTo("scale0", "scale1")
        .build()
        .explain(
            array(new long[] {1, 1}, x),
            Reference.of(array(new long[] {1, 1}, r)),
            Target.layer("y", 0));
  }

  /**
   * max(2x, -x) from -1 to 3: -x wins on a quarter of the way, 2x on the rest: multipliers 3/4 of
   * the first and 1/4 of the second, 2·3/4 - 1/4 = 5/4 of x; δ = 6 - 1.
   */
  @Test
  void maximumOfInputs_weighsThemByTheirShareOfTheWay() {
    Attribution attribution = vertex(ElementWiseVertex.Op.Max, new double[] {2, -1}, 3, -1);
    assertThat(values(attribution.multipliers("scale0"))).containsExactly(0.75);
    assertThat(values(attribution.multipliers("scale1"))).containsExactly(0.25);
    assertThat(values(attribution.multipliers())).containsExactly(1.25);
  }

  /** Where nothing changes the first of the largest has multiplier 1. */
  @Test
  void maximumOfInputs_atTheReference_isTheActivePiece() {
    Attribution apart = vertex(ElementWiseVertex.Op.Max, new double[] {2, -1}, -3, -3);
    assertThat(values(apart.multipliers())).containsExactly(-1);
    Attribution tie = vertex(ElementWiseVertex.Op.Max, new double[] {2, 2}, 1, 1);
    assertThat(values(tie.multipliers("scale0"))).containsExactly(1);
    assertThat(values(tie.multipliers("scale1"))).containsExactly(0);
  }

  /**
   * a = x, b = 2x, c = -x from 1 to 3. ab: m_a = (2 + 6)/2 = 4, m_b = (1 + 3)/2 = 2; times c: m_ab
   * = (-1 - 3)/2 = -2, m_c = (2 + 18)/2 = 10. So a has -8, b has -4, c has 10; x has -8 - 8 - 10 =
   * -26, and -54 + 2 = -26·2.
   */
  @Test
  void product_foldsFromLeftToRight() {
    Attribution attribution = vertex(ElementWiseVertex.Op.Product, new double[] {1, 2, -1}, 3, 1);
    assertThat(values(attribution.multipliers("scale0"))).containsExactly(-8);
    assertThat(values(attribution.multipliers("scale1"))).containsExactly(-4);
    assertThat(values(attribution.multipliers())).containsExactly(-26);
  }

  /** y = x ∘ (2, -3) + (1, 1). */
  @Test
  void elementWiseMultiplication_isLinear() {
    MultiLayerNetwork network =
        SmallNetworks.of(
            new ElementWiseMultiplicationLayer.Builder()
                .nIn(2)
                .nOut(2)
                .activation(Activation.IDENTITY)
                .build(),
            SmallNetworks.dense(2, 1, Activation.IDENTITY));
    network.getParam("0_W").assign(array(new long[] {1, 2}, 2, -3));
    SmallNetworks.setBias(network, "0_b", 1, 1);
    SmallNetworks.set(network, "1_W", new double[][] {{1}, {1}});
    Attribution attribution =
        DeepLift.builder(network)
            .requireCompleteness()
            .build()
            .explain(array(new long[] {1, 2}, 5, 7), Reference.zeros(), Target.logit(0));
    assertThat(values(attribution.contributions())).containsExactly(10, -21);
    assertThat(attribution.output().getDouble(0)).isEqualTo(11 - 20, within(1e-12));
  }
}

package io.github.dl4jdeeplift;

import static io.github.dl4jdeeplift.SmallNetworks.array;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.dl4jdeeplift.rule.UnsupportedLayerException;
import java.util.Random;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.preprocessors.ReshapePreprocessor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Weight normalization for constrained inputs, section 2.6. */
class WeightNormalizationTest {
  private static final int LENGTH = 9;

  private static INDArray oneHot(RNNFormat format) {
    Random random = new Random(5);
    INDArray array = Nd4j.zeros(DataType.DOUBLE, 3, LENGTH, 4);
    for (int example = 0; example < 3; example++) {
      for (int place = 0; place < LENGTH; place++) {
        array.putScalar(new int[] {example, place, random.nextInt(4)}, 1);
      }
    }
    return format == RNNFormat.NWC ? array : array.permute(0, 2, 1).dup('c');
  }

  /** A convolution with padding, so that some columns of its filters see nothing at the ends. */
  private static MultiLayerNetwork convolution(RNNFormat format, ConvolutionMode mode) {
    return SmallNetworks.of(
        new Convolution1DLayer.Builder(4)
            .convolutionMode(mode)
            .rnnDataFormat(format)
            .nIn(4)
            .nOut(3)
            .activation(Activation.RELU)
            .build(),
        new GlobalPoolingLayer.Builder(PoolingType.AVG)
            .poolingDimensions(format == RNNFormat.NWC ? 1 : 2)
            .build(),
        SmallNetworks.dense(3, 1, Activation.IDENTITY));
  }

  /**
   * The design's own test: zeros with normalized weights give, at each position, what a uniform
   * reference gives without.
   */
  @ParameterizedTest
  @EnumSource(
      value = ConvolutionMode.class,
      names = {"Truncate", "Same", "Causal"})
  void zeros_givePerPositionSumsOfTheUniformReference(ConvolutionMode mode) {
    for (RNNFormat format : RNNFormat.values()) {
      MultiLayerNetwork network = convolution(format, mode);
      int channels = format == RNNFormat.NWC ? 2 : 1;
      INDArray input = oneHot(format);
      Attribution normalized =
          DeepLift.builder(network)
              .normalizeWeights(channels)
              .requireCompleteness()
              .build()
              .explain(input, Reference.zeros(), Target.logit(0));
      long[] one = input.shape().clone();
      one[0] = 1;
      Reference uniform = Reference.of(Nd4j.valueArrayOf(one, 0.25, DataType.DOUBLE));
      Attribution plain =
          DeepLift.builder(network).build().explain(input, uniform, Target.logit(0));
      assertThat(
              normalized
                  .contributions()
                  .sum(channels)
                  .sub(plain.contributions().sum(channels))
                  .amaxNumber()
                  .doubleValue())
          .isLessThan(1e-12);
      assertThat(normalized.output().sub(plain.output()).amaxNumber().doubleValue())
          .isLessThan(1e-12);
      assertThat(normalized.multipliers().sum(channels).amaxNumber().doubleValue())
          .isLessThan(1e-12);
    }
  }

  /**
   * y = relu(w·x) with w = (1, 2, 6, 3) on one-hot x = (0, 0, 1, 0): μ = 3, w̄ = (-2, -1, 3, 0), b̄
   * = 3. RevealCancel on w̄: from 3 by P = 3, N = 0: y = 6, all of 3 at the third letter.
   */
  @ParameterizedTest
  @EnumSource(
      value = NonlinearityRule.class,
      names = {"RESCALE", "REVEAL_CANCEL"})
  void dense_isNormalizedOverItsInputs(NonlinearityRule rule) {
    MultiLayerNetwork network = SmallNetworks.of(SmallNetworks.dense(4, 1, Activation.RELU));
    SmallNetworks.set(network, "0_W", new double[][] {{1}, {2}, {6}, {3}});
    SmallNetworks.setBias(network, "0_b", 0);
    Attribution attribution =
        DeepLift.builder(network)
            .nonlinearityRule(rule)
            .normalizeWeights()
            .build()
            .explain(array(new long[] {1, 4}, 0, 0, 1, 0), Reference.zeros(), Target.logit(0));
    assertThat(attribution.multipliers().ravel().toDoubleVector())
        .containsExactly(new double[] {-2, -1, 3, 0}, within(1e-12));
    assertThat(attribution.referenceOutput().getDouble(0)).isEqualTo(3, within(1e-12));
    assertThat(attribution.output().getDouble(0)).isEqualTo(6, within(1e-12));
  }

  /** A dense layer behind a flattening has one constraint for each position. */
  @Test
  void denseBehindFlatten_isNormalizedPerPosition() {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .dataType(DataType.DOUBLE)
                .list(SmallNetworks.dense(8, 1, Activation.IDENTITY))
                .inputPreProcessor(
                    0, new ReshapePreprocessor(new long[] {2, 4}, new long[] {8}, false))
                .build());
    network.init();
    SmallNetworks.set(network, "0_W", new double[][] {{1}, {2}, {6}, {3}, {0}, {0}, {0}, {4}});
    INDArray input = array(new long[] {1, 2, 4}, 1, 0, 0, 0, 0, 0, 0, 1);
    Attribution attribution =
        DeepLift.builder(network)
            .normalizeWeights()
            .build()
            .explain(input, Reference.zeros(), Target.logit(0));
    assertThat(attribution.multipliers().ravel().toDoubleVector())
        .containsExactly(new double[] {-2, -1, 3, 0, -1, -1, -1, 3}, within(1e-12));
    assertThat(attribution.referenceOutput().getDouble(0)).isEqualTo(3 + 1, within(1e-12));
  }

  @Test
  void inputWithoutConstraint_isRefused() {
    INDArray input = oneHot(RNNFormat.NWC);
    input.putScalar(new int[] {1, 2, 0}, 3);
    DeepLift deepLift =
        DeepLift.builder(convolution(RNNFormat.NWC, ConvolutionMode.Same))
            .normalizeWeights()
            .build();
    assertThatThrownBy(() -> deepLift.explain(input, Reference.zeros(), Target.logit(0)))
        .isInstanceOf(DL4JInvalidInputException.class)
        .hasMessageContaining("sum to 1.0")
        .hasMessageContaining("one-hot");
  }

  @Test
  void otherFirstLayer_isRefusedByName() {
    MultiLayerNetwork network =
        SmallNetworks.of(
            new ActivationLayer(Activation.RELU), SmallNetworks.dense(4, 1, Activation.IDENTITY));
    DeepLift deepLift = DeepLift.builder(network).normalizeWeights().build();
    INDArray input = array(new long[] {1, 4}, 0, 0, 1, 0);
    assertThatThrownBy(() -> deepLift.explain(input, Reference.zeros(), Target.logit(0)))
        .isInstanceOf(UnsupportedLayerException.class)
        .hasMessageContaining("'layer0' (index 0, ActivationLayer)")
        .hasMessageContaining("normalizeWeights()");
  }

  /** The channels of the convolution are the positions of the input. */
  @Test
  void convolutionAcrossPositions_isRefused() {
    MultiLayerNetwork network = convolution(RNNFormat.NWC, ConvolutionMode.Same);
    DeepLift deepLift = DeepLift.builder(network).normalizeWeights(1).build();
    INDArray input = Nd4j.ones(DataType.DOUBLE, 1, LENGTH, 4);
    assertThatThrownBy(() -> deepLift.explain(input, Reference.zeros(), Target.logit(0)))
        .isInstanceOf(UnsupportedLayerException.class)
        .hasMessageContaining("not constant along its channels");
  }
}

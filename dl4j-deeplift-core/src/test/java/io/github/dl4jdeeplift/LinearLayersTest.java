package io.github.dl4jdeeplift;

import static io.github.dl4jdeeplift.SmallNetworks.array;
import static io.github.dl4jdeeplift.SmallNetworks.counted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.ZeroPadding1DLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping1D;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping2D;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Layers whose multipliers are their weights, worked out by hand. */
class LinearLayersTest {
  private static INDArray multipliers(MultiLayerNetwork network, INDArray x, int... place) {
    DeepLift deepLift = DeepLift.builder(network).requireCompleteness().build();
    return deepLift.explain(x, Reference.zeros(), Target.logit(place)).multipliers();
  }

  private static void require(INDArray multipliers, double... expected) {
    assertThat(multipliers.ravel().toDoubleVector()).containsExactly(expected, within(1e-12));
  }

  @Test
  void convolution1d_readsItsWeightsAsDeeplearning4jDoes() {
    // Buffer [width, in, out] = 1..8: w(0, in, 1) = 2, 4 and w(1, in, 1) = 6, 8.
    for (RNNFormat format : RNNFormat.values()) {
      boolean last = format == RNNFormat.NWC;
      MultiLayerNetwork network =
          SmallNetworks.of(
              new Convolution1DLayer.Builder(2)
                  .nIn(2)
                  .nOut(2)
                  .rnnDataFormat(format)
                  .activation(Activation.IDENTITY)
                  .build());
      network.setParam("0_W", counted(2, 2, 2, 1));
      INDArray x = last ? Nd4j.ones(1, 3, 2) : Nd4j.ones(1, 2, 3);
      INDArray multipliers = multipliers(network, x, 1, 1); // step 1 and channel 1
      // Output step 1 reads steps 1 and 2.
      require(last ? multipliers : multipliers.permute(0, 2, 1), 0, 0, 2, 4, 6, 8);
    }
  }

  @Test
  void dilatedStridedConvolution1d_skipsCells() {
    // Cells 3t and 3t + 2 of 7: output 1 reads cells 3 and 5.
    MultiLayerNetwork network =
        SmallNetworks.of(
            new Convolution1DLayer.Builder(2, 3)
                .dilation(2)
                .nIn(1)
                .nOut(1)
                .activation(Activation.IDENTITY)
                .build());
    network.setParam("0_W", array(new long[] {1, 1, 2, 1}, 5, 7));
    require(multipliers(network, Nd4j.ones(1, 1, 7), 0, 1), 0, 0, 0, 5, 0, 7, 0);
  }

  @Test
  void causalConvolution1d_readsThePastAlone() {
    MultiLayerNetwork network =
        SmallNetworks.of(
            new Convolution1DLayer.Builder(3)
                .convolutionMode(ConvolutionMode.Causal)
                .nIn(1)
                .nOut(1)
                .activation(Activation.IDENTITY)
                .build());
    network.setParam("0_W", array(new long[] {1, 1, 3, 1}, 2, 3, 5));
    require(multipliers(network, Nd4j.ones(1, 1, 4), 0, 1), 3, 5, 0, 0);
    require(multipliers(network, Nd4j.ones(1, 1, 4), 0, 3), 0, 2, 3, 5);
  }

  private static MultiLayerNetwork normalized(BatchNormalization.Builder builder) {
    MultiLayerNetwork network =
        SmallNetworks.of(builder.nIn(2).nOut(2).eps(1).useLogStd(false).build());
    network.getParam("0_mean").assign(array(new long[] {2}, 7, -7));
    network.getParam("0_var").assign(array(new long[] {2}, 3, 8));
    return network;
  }

  @Test
  void batchNormalization_scalesByItsRunningStatistics() {
    // gamma / sqrt(var + eps) = 4/2 and 6/3.
    MultiLayerNetwork network = normalized(new BatchNormalization.Builder());
    network.getParam("0_gamma").assign(array(new long[] {2}, 4, -6));
    network.getParam("0_beta").assign(array(new long[] {2}, 1, 2));
    require(multipliers(network, Nd4j.ones(1, 2), 0), 2, 0);
    require(multipliers(network, Nd4j.ones(1, 2), 1), 0, -2);
    INDArray image = Nd4j.ones(1, 2, 1, 2);
    require(multipliers(network, image, 1, 0, 1), 0, 0, 0, -2);
  }

  @Test
  void batchNormalization_channelsLast_takesSequencesAndImages() {
    MultiLayerNetwork network =
        normalized(new BatchNormalization.Builder().dataFormat(CNN2DFormat.NHWC));
    network.getParam("0_gamma").assign(array(new long[] {2}, 4, -6));
    require(multipliers(network, Nd4j.ones(1, 3, 2), 1, 1), 0, 0, 0, -2, 0, 0);
    require(multipliers(network, Nd4j.ones(1, 1, 2, 2), 0, 1, 0), 0, 0, 2, 0);
  }

  @Test
  void batchNormalization_ofLogarithmicDeviation_squaresIt() {
    MultiLayerNetwork network =
        SmallNetworks.of(
            new BatchNormalization.Builder().nIn(1).nOut(1).eps(11).useLogStd(true).build());
    network.getParam("0_log10stdev").assign(Math.log10(5)); // variance 25, sqrt(25 + 11) = 6
    require(multipliers(network, Nd4j.ones(1, 1), 0), 1.0 / 6);
  }

  @Test
  void lockedGammaAndBeta_countOnlyTogether() {
    // Deeplearning4j applies gamma 3 with beta 2, but neither where beta is 0.
    require(
        multipliers(normalized(new BatchNormalization.Builder(3, 2, true)), Nd4j.ones(1, 2), 0),
        1.5,
        0);
    require(
        multipliers(normalized(new BatchNormalization.Builder(3, 0, true)), Nd4j.ones(1, 2), 0),
        0.5,
        0);
    require(
        multipliers(normalized(new BatchNormalization.Builder(1, 2, true)), Nd4j.ones(1, 2), 0),
        0.5,
        0);
  }

  @Test
  void cropping_keepsTheMultipliersOfWhatStays() {
    Layer sequence = new Cropping1D.Builder(1, 2).build();
    require(multipliers(SmallNetworks.of(sequence), Nd4j.ones(1, 1, 5), 0, 1), 0, 0, 1, 0, 0);
    Layer image = new Cropping2D.Builder(1, 0, 0, 1).dataFormat(CNN2DFormat.NHWC).build();
    require(multipliers(SmallNetworks.of(image), Nd4j.ones(1, 2, 3, 1), 0, 1, 0), 0, 0, 0, 0, 1, 0);
  }

  @Test
  void zeroPadding_addsCellsThatNothingReaches() {
    Layer sequence = new ZeroPadding1DLayer.Builder(1, 2).build();
    require(multipliers(SmallNetworks.of(sequence), Nd4j.ones(1, 1, 2), 0, 1), 1, 0);
    require(multipliers(SmallNetworks.of(sequence), Nd4j.ones(1, 1, 2), 0, 4), 0, 0);
    Layer image = new ZeroPaddingLayer.Builder(0, 1, 2, 0).build();
    require(multipliers(SmallNetworks.of(image), Nd4j.ones(1, 1, 2, 2), 0, 1, 2), 0, 0, 1, 0);
  }

  @Test
  void prelu_sharesItsSlopesAlongAxes() {
    // One slope for each of two channels; from 1 to -3 the secant is (1 + 3a)/4.
    MultiLayerNetwork network =
        SmallNetworks.of(new PReLULayer.Builder().inputShape(2, 2, 1).sharedAxes(2, 3).build());
    network.getParam("0_W").assign(array(new long[] {2, 1, 1}, 0.2, 0.6));
    INDArray x = array(new long[] {1, 2, 2, 1}, -3, -3, -3, 5);
    INDArray r = Nd4j.ones(DataType.DOUBLE, 1, 2, 2, 1);
    DeepLift deepLift = DeepLift.builder(network).requireCompleteness().build();
    require(
        deepLift.explain(x, Reference.of(r), Target.logit(0, 1, 0)).multipliers(), 0, 0.4, 0, 0);
    require(
        deepLift.explain(x, Reference.of(r), Target.logit(1, 0, 0)).multipliers(), 0, 0, 0.7, 0);
    require(deepLift.explain(x, Reference.of(r), Target.logit(1, 1, 0)).multipliers(), 0, 0, 0, 1);
  }
}

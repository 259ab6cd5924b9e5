package io.github.dl4jdeeplift;

import static io.github.dl4jdeeplift.SmallNetworks.array;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.layers.AutoEncoder;
import org.deeplearning4j.nn.conf.layers.CenterLossOutputLayer;
import org.deeplearning4j.nn.conf.layers.Cnn3DLossLayer;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.objdetect.Yolo2OutputLayer;
import org.deeplearning4j.nn.conf.layers.variational.VariationalAutoencoder;
import org.deeplearning4j.nn.conf.ocnn.OCNNOutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Losses over images and volumes, and layers with a training of their own. */
class OutputLayersTest {
  private static List<LayerCase> cases() {
    List<LayerCase> cases = new ArrayList<>();
    for (Activation activation :
        List.of(Activation.SOFTMAX, Activation.SIGMOID, Activation.IDENTITY)) {
      boolean linear = activation == Activation.IDENTITY;
      for (CNN2DFormat format : CNN2DFormat.values()) {
        cases.add(
            LayerCase.of(
                "CnnLossLayer " + activation + " " + format,
                linear,
                new long[] {3, 2, 4},
                imageLoss(activation, format)));
      }
      for (Convolution3D.DataFormat format : Convolution3D.DataFormat.values()) {
        cases.add(
            LayerCase.of(
                "Cnn3DLossLayer " + activation + " " + format,
                linear,
                new long[] {3, 2, 2, 4},
                new Cnn3DLossLayer.Builder(format)
                    .lossFunction(LossFunction.MSE)
                    .activation(activation)
                    .build()));
      }
      cases.add(
          LayerCase.of(
              "CenterLossOutputLayer " + activation,
              linear,
              new long[] {4},
              new CenterLossOutputLayer.Builder(LossFunction.MSE)
                  .nIn(4)
                  .nOut(3)
                  .activation(activation)
                  .build()));
    }
    cases.addAll(encoders());
    return cases;
  }

  private static List<LayerCase> encoders() {
    List<LayerCase> cases = new ArrayList<>();
    cases.add(
        LayerCase.of(
            "AutoEncoder",
            false,
            new long[] {4},
            new AutoEncoder.Builder().nIn(4).nOut(3).activation(Activation.SIGMOID).build()));
    cases.add(
        LayerCase.of(
            "VariationalAutoencoder",
            false,
            new long[] {4},
            new VariationalAutoencoder.Builder()
                .nIn(4)
                .nOut(2)
                .encoderLayerSizes(5, 3)
                .decoderLayerSizes(3)
                .activation(Activation.TANH)
                .pzxActivationFunction(Activation.SOFTSIGN)
                .build()));
    cases.add(LayerCase.of("OCNNOutputLayer", false, new long[] {4}, oneClass(4, 3)));
    cases.add(LayerCase.of("Yolo2OutputLayer", false, new long[] {16, 2, 3}, boxes()));
    Layer last = boxes();
    ((Yolo2OutputLayer) last).setFormat(CNN2DFormat.NHWC);
    cases.add(LayerCase.of("Yolo2OutputLayer NHWC", false, new long[] {2, 3, 16}, last));
    return cases;
  }

  private static CnnLossLayer imageLoss(Activation activation, CNN2DFormat format) {
    return new CnnLossLayer.Builder(LossFunction.MSE).activation(activation).format(format).build();
  }

  /** Two boxes of 1 by 2 and 3 by 0.5, each with three classes. */
  private static Layer boxes() {
    return new Yolo2OutputLayer.Builder()
        .boundingBoxPriors(Nd4j.createFromArray(new double[][] {{1, 2}, {3, 0.5}}))
        .build();
  }

  /**
   * The second box's width 3·e^0.5 against 3, its confidence, and its place, each of one channel.
   */
  @Test
  void boxes_areExplainedByTheirFunctions() {
    MultiLayerNetwork network = SmallNetworks.of(boxes());
    INDArray x = Nd4j.zeros(DataType.DOUBLE, 1, 16, 1, 1);
    x.putScalar(new int[] {0, 10, 0, 0}, 0.5); // 8 + 2: the width
    x.putScalar(new int[] {0, 12, 0, 0}, -1); // 8 + 4: the confidence
    DeepLift deepLift = DeepLift.builder(network).requireCompleteness().build();
    double[] width =
        deepLift
            .explain(x, Reference.zeros(), Target.logit(10, 0, 0))
            .contributions()
            .ravel()
            .toDoubleVector();
    assertThat(width[10]).isEqualTo(3 * (Math.exp(0.5) - 1), within(1e-12));
    assertThat(Arrays.stream(width).sum()).isEqualTo(width[10]);
    Attribution confidence = deepLift.explain(x, Reference.zeros(), Target.logit(12, 0, 0));
    assertThat(confidence.contributions().getDouble(0, 12, 0, 0))
        .isEqualTo(1 / (1 + Math.E) - 0.5, within(1e-12));
  }

  private static OCNNOutputLayer oneClass(int in, int hidden) {
    return new OCNNOutputLayer.Builder()
        .nIn(in)
        .hiddenLayerSize(hidden)
        .activation(Activation.RELU)
        .build();
  }

  @TestFactory
  Stream<DynamicTest> outputLayer_isDeeplearning4jsAndSums() {
    return cases().stream().flatMap(LayerCase::tests);
  }

  @Test
  void imageLoss_ofSoftmax_isExplainedByItsLogits() {
    MultiLayerNetwork network = SmallNetworks.of(imageLoss(Activation.SOFTMAX, CNN2DFormat.NCHW));
    Attribution attribution =
        DeepLift.builder(network)
            .build()
            .explain(
                array(new long[] {1, 2, 1, 2}, 3, 4, 5, 6),
                Reference.zeros(),
                Target.logit(1, 0, 0));
    assertThat(attribution.contributions().ravel().toDoubleVector()).containsExactly(0, 0, 5, 0);
  }

  @Test
  void oneClassOutput_isExplainedWithoutAnIndex() {
    // x V = (1 - 2, 2 + 4) = (-1, 6) and 0 at the reference; ReLU: secants 0 and 1; w = (7, 3).
    // Multipliers: V (0, 3) = (3 · 2, 3 · 4).
    MultiLayerNetwork network = SmallNetworks.of(oneClass(2, 2));
    network.getParam("0_v").assign(array(new long[] {2, 2}, 1, 2, -2, 4));
    network
        .getParam("0_w")
        .assign(Nd4j.createFromArray(7.0, 3.0).reshape(network.getParam("0_w").shape()));
    INDArray x = array(new long[] {1, 2}, 1, 1);
    Attribution attribution =
        DeepLift.builder(network)
            .requireCompleteness()
            .build()
            .explain(x, Reference.zeros(), Target.logit());
    assertThat(attribution.multipliers().ravel().toDoubleVector())
        .containsExactly(new double[] {6, 12}, within(1e-12));
    assertThat(attribution.output().getDouble(0)).isEqualTo(18);
  }
}

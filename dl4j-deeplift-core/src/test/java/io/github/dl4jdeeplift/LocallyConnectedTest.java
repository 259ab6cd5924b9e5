package io.github.dl4jdeeplift;

import static io.github.dl4jdeeplift.SmallNetworks.array;
import static io.github.dl4jdeeplift.SmallNetworks.counted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.dl4jdeeplift.rule.UnsupportedLayerException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LocallyConnected1D;
import org.deeplearning4j.nn.conf.layers.LocallyConnected2D;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.factory.Nd4j;

/** Convolutions with weights of their own for each window. */
class LocallyConnectedTest {
  private static LocallyConnected1D sequences(
      ConvolutionMode mode, int stride, int padding, Activation activation) {
    LocallyConnected1D layer =
        new LocallyConnected1D.Builder()
            .nIn(2)
            .nOut(3)
            .kernelSize(3)
            .stride(stride)
            .padding(padding)
            .convolutionMode(mode)
            .setInputSize(6)
            .activation(activation)
            .build();
    layer.computeOutputSize();
    return layer;
  }

  private static LocallyConnected2D images(
      CNN2DFormat format, ConvolutionMode mode, boolean bias, Activation activation) {
    LocallyConnected2D layer =
        new LocallyConnected2D.Builder()
            .nIn(2)
            .nOut(3)
            .kernelSize(2, 3)
            .stride(2, 1)
            .convolutionMode(mode)
            .setInputSize(4, 5)
            .dataFormat(format)
            .hasBias(bias)
            .activation(activation)
            .build();
    layer.computeOutputSize();
    return layer;
  }

  private static List<LayerCase> cases() {
    List<LayerCase> cases = new ArrayList<>();
    for (ConvolutionMode mode : List.of(ConvolutionMode.Same, ConvolutionMode.Truncate)) {
      for (int stride = 1; stride <= 4; stride++) {
        int padding = mode == ConvolutionMode.Same ? 0 : stride - 1;
        cases.add(
            LayerCase.of(
                "LocallyConnected1D " + mode + ", stride " + stride,
                true,
                new long[] {2, 6},
                sequences(mode, stride, padding, Activation.IDENTITY)));
      }
      for (CNN2DFormat format : CNN2DFormat.values()) {
        cases.add(images("linear", true, format, images(format, mode, true, Activation.IDENTITY)));
        cases.add(images("not", false, format, images(format, mode, false, Activation.SOFTSIGN)));
      }
    }
    return cases;
  }

  private static LayerCase images(String name, boolean linear, CNN2DFormat format, Layer layer) {
    long[] shape = format == CNN2DFormat.NHWC ? new long[] {4, 5, 2} : new long[] {2, 4, 5};
    return LayerCase.of("LocallyConnected2D " + name + " " + format, linear, shape, layer);
  }

  @TestFactory
  Stream<DynamicTest> locallyConnectedLayer_isDeeplearning4jsAndSums() {
    return cases().stream().flatMap(LayerCase::tests);
  }

  /**
   * Windows of 2 over 3 steps: y0 = 1·x0 + 2·x1 + 5, y1 = 3·x1 + 4·x2 + 5. For x = (1, 2, 3) y1 =
   * 23, and its multipliers are (0, 3, 4).
   */
  @Test
  void windows_haveWeightsOfTheirOwn() {
    LocallyConnected1D layer =
        new LocallyConnected1D.Builder()
            .nIn(1)
            .nOut(1)
            .kernelSize(2)
            .stride(1)
            .convolutionMode(ConvolutionMode.Truncate)
            .setInputSize(3)
            .activation(Activation.IDENTITY)
            .build();
    layer.computeOutputSize();
    MultiLayerNetwork network = SmallNetworks.of(layer);
    network.getParam("0_W").assign(counted(2, 2, 1));
    network.getParam("0_b").assign(5);
    Attribution attribution =
        DeepLift.builder(network)
            .build()
            .explain(array(new long[] {1, 1, 3}, 1, 2, 3), Reference.zeros(), Target.logit(0, 1));
    assertThat(attribution.output().getDouble(0)).isCloseTo(23, within(1e-12));
    assertThat(attribution.multipliers().ravel().toDoubleVector()).containsExactly(0, 3, 4);
  }

  @Test
  void input_ofAnotherLength_isRefused() {
    MultiLayerNetwork network =
        SmallNetworks.of(sequences(ConvolutionMode.Truncate, 1, 0, Activation.IDENTITY));
    assertThatThrownBy(
            () ->
                DeepLift.builder(network)
                    .build()
                    .explain(Nd4j.ones(1, 2, 7), Reference.zeros(), Target.logit(0, 0)))
        .hasMessageContaining("[2, 6]")
        .hasMessageContaining("[2, 7]");
  }

  @Test
  void dilation_isDeeplearning4jsFault() {
    LocallyConnected1D layer = sequences(ConvolutionMode.Truncate, 1, 0, Activation.IDENTITY);
    layer.setDilation(2);
    MultiLayerNetwork network = SmallNetworks.of(layer);
    assertThatThrownBy(() -> DeepLift.builder(network).build())
        .isInstanceOf(UnsupportedLayerException.class)
        .hasMessageContaining("dilation [2]");
  }
}

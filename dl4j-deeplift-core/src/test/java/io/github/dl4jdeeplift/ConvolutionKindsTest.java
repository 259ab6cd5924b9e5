package io.github.dl4jdeeplift;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.Deconvolution3D;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Depthwise, separable and transposed convolutions over images, and convolutions over volumes. */
class ConvolutionKindsTest {
  private static final int IN = 2;

  /**
   * Windows of one layer: kernel, stride, padding, dilation, along as many dimensions as it has.
   */
  private record Windows(
      int[] kernel, int[] stride, int[] padding, int[] dilation, ConvolutionMode mode) {
    int[] first(int[] values) {
      return Arrays.copyOf(values, 2);
    }

    @Override
    public String toString() {
      return "k%s s%s p%s d%s %s"
          .formatted(
              Arrays.toString(kernel),
              Arrays.toString(stride),
              Arrays.toString(padding),
              Arrays.toString(dilation),
              mode);
    }
  }

  private static int[] of(int... values) {
    return values;
  }

  private static final List<Windows> WINDOWS =
      List.of(
          new Windows(of(2, 3, 1), of(1, 1, 1), of(0, 0, 0), of(1, 1, 1), ConvolutionMode.Truncate),
          new Windows(of(3, 2, 2), of(2, 1, 2), of(1, 0, 1), of(1, 1, 1), ConvolutionMode.Truncate),
          new Windows(of(3, 2, 2), of(2, 2, 1), of(0, 0, 0), of(1, 1, 1), ConvolutionMode.Same),
          new Windows(of(1, 2, 1), of(2, 3, 2), of(0, 0, 0), of(1, 1, 1), ConvolutionMode.Same),
          new Windows(of(2, 3, 2), of(1, 2, 1), of(0, 1, 0), of(2, 1, 2), ConvolutionMode.Truncate),
          new Windows(of(2, 2, 3), of(1, 1, 1), of(0, 0, 0), of(2, 2, 1), ConvolutionMode.Same));

  private interface Images {
    Layer layer(Windows windows, CNN2DFormat format);
  }

  private interface Volumes {
    Layer layer(Windows windows, Convolution3D.DataFormat format);
  }

  private static List<LayerCase> cases() {
    List<LayerCase> cases = new ArrayList<>();
    for (Windows windows : WINDOWS) {
      addImages(cases, windows, "Depthwise", ConvolutionKindsTest::depthwise);
      addImages(cases, windows, "Separable", ConvolutionKindsTest::separable);
      addImages(cases, windows, "Deconvolution2D", ConvolutionKindsTest::deconvolution);
      addVolumes(cases, windows, "Convolution3D", ConvolutionKindsTest::volumes);
      addVolumes(cases, windows, "Deconvolution3D", ConvolutionKindsTest::volumeDeconvolution);
    }
    return cases;
  }

  private static void addImages(
      List<LayerCase> cases, Windows windows, String name, Images images) {
    for (CNN2DFormat format : CNN2DFormat.values()) {
      long[] shape = format == CNN2DFormat.NHWC ? new long[] {5, 4, IN} : new long[] {IN, 5, 4};
      Layer layer = images.layer(windows, format);
      boolean linear = windows.mode() == ConvolutionMode.Same;
      cases.add(LayerCase.of(name + " " + format + " " + windows, linear, shape, layer));
    }
  }

  private static void addVolumes(
      List<LayerCase> cases, Windows windows, String name, Volumes volumes) {
    for (Convolution3D.DataFormat format : Convolution3D.DataFormat.values()) {
      boolean last = format == Convolution3D.DataFormat.NDHWC;
      long[] shape = last ? new long[] {4, 5, 3, IN} : new long[] {IN, 4, 5, 3};
      Layer layer = volumes.layer(windows, format);
      boolean linear = windows.mode() == ConvolutionMode.Same;
      cases.add(LayerCase.of(name + " " + format + " " + windows, linear, shape, layer));
    }
  }

  private static Activation activation(Windows windows) {
    return windows.mode() == ConvolutionMode.Same ? Activation.IDENTITY : Activation.SIGMOID;
  }

  private static Layer depthwise(Windows windows, CNN2DFormat format) {
    return new DepthwiseConvolution2D.Builder()
        .kernelSize(windows.first(windows.kernel()))
        .stride(windows.first(windows.stride()))
        .padding(windows.first(windows.padding()))
        .dilation(windows.first(windows.dilation()))
        .convolutionMode(windows.mode())
        .depthMultiplier(windows.stride()[0] == 1 ? 3 : 1)
        .hasBias(windows.stride()[0] == 1)
        .nIn(IN)
        .dataFormat(format)
        .activation(activation(windows))
        .build();
  }

  private static Layer separable(Windows windows, CNN2DFormat format) {
    return new SeparableConvolution2D.Builder()
        .kernelSize(windows.first(windows.kernel()))
        .stride(windows.first(windows.stride()))
        .padding(windows.first(windows.padding()))
        .dilation(windows.first(windows.dilation()))
        .convolutionMode(windows.mode())
        .depthMultiplier(windows.stride()[0])
        .hasBias(windows.stride()[0] == 1)
        .nIn(IN)
        .nOut(3)
        .dataFormat(format)
        .activation(activation(windows))
        .build();
  }

  private static Layer deconvolution(Windows windows, CNN2DFormat format) {
    Deconvolution2D layer =
        new Deconvolution2D.Builder()
            .kernelSize(windows.first(windows.kernel()))
            .stride(windows.first(windows.stride()))
            .padding(windows.first(windows.padding()))
            .dilation(windows.first(windows.dilation()))
            .convolutionMode(windows.mode())
            .hasBias(windows.stride()[0] == 1)
            .nIn(IN)
            .nOut(3)
            .dataFormat(format)
            .activation(activation(windows))
            .build();
    return layer;
  }

  private static <B extends ConvolutionLayer.BaseConvBuilder<B>> B ofVolumes(
      B builder, Windows windows) {
    return builder
        .kernelSize(windows.kernel())
        .stride(windows.stride())
        .padding(windows.padding())
        .dilation(windows.dilation())
        .convolutionMode(windows.mode())
        .hasBias(windows.stride()[0] == 1)
        .nIn(IN)
        .nOut(3)
        .activation(activation(windows));
  }

  private static Layer volumes(Windows windows, Convolution3D.DataFormat format) {
    return ofVolumes(new Convolution3D.Builder(), windows).dataFormat(format).build();
  }

  private static Layer volumeDeconvolution(Windows windows, Convolution3D.DataFormat format) {
    return ofVolumes(new Deconvolution3D.Builder(), windows).dataFormat(format).build();
  }

  @TestFactory
  Stream<DynamicTest> convolution_isDeeplearning4jsAndSums() {
    return cases().stream().flatMap(LayerCase::tests);
  }

  /** A network of one depthwise convolution without bias. */
  private static DeepLift ofDepthwise(int[] kernel, int in, int multiplier, double... weights) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .dataType(DataType.DOUBLE)
                .list()
                .layer(
                    new DepthwiseConvolution2D.Builder(kernel)
                        .nIn(in)
                        .nOut(in * multiplier)
                        .depthMultiplier(multiplier)
                        .hasBias(false)
                        .activation(Activation.IDENTITY)
                        .build())
                .validateOutputLayerConfig(false)
                .build());
    network.init();
    network.setParam(
        "0_W", Nd4j.createFromArray(weights).reshape(kernel[0], kernel[1], in, multiplier));
    return DeepLift.builder(network).build();
  }

  /**
   * The second channel of the output is 2·x(1, 0) + 4·x(1, 1); for the shared reference ND4J gets
   * one cell of one example, on which its depthwise operation fails.
   */
  @Test
  void depthwiseConvolution_givesWeightTimesInput_whenItEndsInOneCell() {
    INDArray images = Nd4j.createFromArray(1.0, 2, 3, 5, -1, 4, 2, 7).reshape(2, 2, 2, 1);
    Attribution attribution =
        ofDepthwise(new int[] {2, 1}, IN, 1, 1, 2, 3, 4)
            .explain(images, Reference.zeros(), Target.layer("layer0", 1, 0, 0));
    assertThat(attribution.contributions().reshape(8).toDoubleVector())
        .containsExactly(0, 0, 6, 20, 0, 0, 4, 28);
  }

  /**
   * The second channel is 3·x at each place; two places of one example for the two kernels of one
   * channel are what ND4J's depthwise operation fails on.
   */
  @Test
  void depthwiseConvolution_givesWeightTimesInput_whenItSeesOneCell() {
    INDArray images = Nd4j.createFromArray(1.0, 2, 3, 5, -1, 4).reshape(3, 1, 2, 1);
    Attribution attribution =
        ofDepthwise(new int[] {1, 1}, 1, 2, 2, 3)
            .explain(images, Reference.zeros(), Target.layer("layer0", 1, 1, 0));
    assertThat(attribution.contributions().reshape(6).toDoubleVector())
        .containsExactly(0, 6, 0, 15, 0, 12);
  }
}

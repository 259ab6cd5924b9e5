package io.github.dl4jdeeplift;

import static io.github.dl4jdeeplift.SmallNetworks.array;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jdeeplift.rule.UnsupportedLayerException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.util.MaskLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Masks of images of different sizes: convolutions hand them on, global poolings heed them. */
class MaskedImagesTest {
  /** Two channels of 3 rows and 4 columns. */
  private static final long[] IMAGE = {2, 3, 4};

  private static final double[][] CELLS = {
    {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1},
    {1, 1, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0},
    {0, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0},
  };

  private static final double[][] ROWS = {{1, 1, 1}, {1, 1, 0}, {0, 1, 0}};
  private static final double[][] COLUMNS = {{1, 1, 1, 1}, {1, 0, 0, 0}, {0, 1, 0, 1}};

  private static ConvolutionLayer.Builder convolution(int... kernel) {
    return new ConvolutionLayer.Builder(kernel).nIn(2).nOut(2).activation(Activation.TANH);
  }

  private static Layer pooled(PoolingType type) {
    return new GlobalPoolingLayer.Builder(type).build();
  }

  private static Stream<MaskedCase> of(String name, Layer... layers) {
    return Stream.of(CELLS, ROWS, COLUMNS)
        .map(
            mask ->
                new MaskedCase(
                    name + " " + mask[0].length,
                    List.of(IMAGE),
                    List.<double[][]>of(mask),
                    type -> LayerCase.inARow(type, layers)));
  }

  private static Layer normalization() {
    return new BatchNormalization.Builder().nIn(2).nOut(2).useLogStd(true).build();
  }

  private static Layer subsampling() {
    return new SubsamplingLayer.Builder(PoolingType.AVG).kernelSize(2, 2).stride(1, 2).build();
  }

  private static List<Stream<MaskedCase>> convolutions() {
    return List.of(
        of("windows that fit", convolution(2, 3).build(), pooled(PoolingType.AVG)),
        of(
            "windows apart, with padding",
            convolution(2, 2).stride(2, 2).padding(1, 1).build(),
            pooled(PoolingType.AVG)),
        of("dilated windows", convolution(2, 2).dilation(1, 2).build(), pooled(PoolingType.SUM)),
        of(
            "mode same",
            convolution(3, 2).convolutionMode(ConvolutionMode.Same).build(),
            pooled(PoolingType.AVG)),
        of(
            "mode same, windows apart",
            convolution(3, 2).stride(2, 2).convolutionMode(ConvolutionMode.Same).build(),
            pooled(PoolingType.SUM)),
        of(
            "DepthwiseConvolution2D",
            new DepthwiseConvolution2D.Builder(2, 2).nIn(2).activation(Activation.TANH).build(),
            pooled(PoolingType.AVG)),
        of(
            "SeparableConvolution2D",
            new SeparableConvolution2D.Builder(2, 2)
                .nIn(2)
                .nOut(3)
                .activation(Activation.TANH)
                .build(),
            pooled(PoolingType.AVG)));
  }

  private static List<Stream<MaskedCase>> layers() {
    List<Stream<MaskedCase>> cases = new ArrayList<>(convolutions());
    for (PoolingType type : PoolingType.values()) {
      cases.add(of("GlobalPoolingLayer " + type, pooled(type)));
    }
    cases.add(
        of(
            "kept dimensions",
            new GlobalPoolingLayer.Builder(PoolingType.AVG)
                .poolingDimensions(2, 3)
                .collapseDimensions(false)
                .build()));
    cases.add(of("SubsamplingLayer", subsampling(), pooled(PoolingType.AVG)));
    cases.add(of("BatchNormalization", normalization(), pooled(PoolingType.SUM)));
    cases.add(
        of(
            "ActivationLayer",
            normalization(),
            new ActivationLayer(Activation.TANH),
            pooled(PoolingType.AVG)));
    cases.add(
        of(
            "LocalResponseNormalization",
            new LocalResponseNormalization.Builder().n(2).build(),
            pooled(PoolingType.AVG)));
    cases.add(of("MaskLayer", normalization(), new MaskLayer()));
    cases.add(
        of(
            "CnnLossLayer",
            new CnnLossLayer.Builder(LossFunction.MSE).activation(Activation.SIGMOID).build()));
    return cases;
  }

  private static Stream<MaskedCase> vertices() {
    List<long[]> two = List.of(IMAGE, IMAGE);
    double[][] other = {CELLS[2], CELLS[1], CELLS[1]};
    return Stream.of(
        MaskedCase.graph(
            "two masks that meet in a merge",
            two,
            List.of(CELLS, other),
            b ->
                b.addVertex("both", new MergeVertex(), "in0", "in1")
                    .addLayer("out", pooled(PoolingType.AVG), "both")),
        MaskedCase.graph(
            "two masks that meet in a sum",
            two,
            List.of(CELLS, other),
            b ->
                b.addVertex("both", new ElementWiseVertex(ElementWiseVertex.Op.Add), "in0", "in1")
                    .addLayer("out", pooled(PoolingType.MAX), "both")));
  }

  @TestFactory
  Stream<DynamicTest> maskedImages_areExplainedAsDeeplearning4jMasksThem() {
    return Stream.concat(layers().stream().flatMap(cases -> cases), vertices())
        .flatMap(MaskedCase::tests);
  }

  private static double[] explained(MultiLayerNetwork network, INDArray x, INDArray mask) {
    return DeepLift.builder(network)
        .requireCompleteness()
        .build()
        .explain(x, mask, Reference.zeros(), Target.layer("out", 0))
        .contributions()
        .ravel()
        .toDoubleVector();
  }

  private static Layer out(PoolingType type) {
    return new GlobalPoolingLayer.Builder(type).name("out").build();
  }

  /**
   * x = (1, 2; 4, 8) without its second column: Deeplearning4j divides the sum of 1 and 4 by the
   * one cell of the mask that both share; their maximum, their sum.
   */
  @Test
  void globalPooling_leavesMaskedCellsOut() {
    INDArray x = array(new long[] {1, 1, 2, 2}, 1, 2, 4, 8);
    INDArray mask = array(new long[] {1, 1, 1, 2}, 1, 0);
    assertThat(explained(SmallNetworks.of(out(PoolingType.AVG)), x, mask))
        .containsExactly(1, 0, 4, 0);
    assertThat(explained(SmallNetworks.of(out(PoolingType.MAX)), x, mask))
        .containsExactly(0, 0, 4, 0);
    assertThat(explained(SmallNetworks.of(out(PoolingType.SUM)), x, mask))
        .containsExactly(1, 0, 4, 0);
  }

  /** Windows (1, 2) and (4, 8) of one row: the first holds an unmasked cell, and is summed. */
  @Test
  void convolution_keepsWindowsOfAnUnmaskedCell() {
    MultiLayerNetwork network =
        SmallNetworks.of(
            new ConvolutionLayer.Builder(1, 2)
                .stride(1, 2)
                .nIn(1)
                .nOut(1)
                .hasBias(false)
                .activation(Activation.IDENTITY)
                .build(),
            out(PoolingType.SUM));
    network.setParam("0_W", array(new long[] {1, 1, 1, 2}, 3, 5));
    INDArray x = array(new long[] {1, 1, 1, 4}, 1, 2, 4, 8);
    assertThat(explained(network, x, array(new long[] {1, 1, 1, 4}, 1, 0, 0, 0)))
        .containsExactly(3, 10, 0, 0);
  }

  @Test
  void masksThatFitNoImage_areRefused() {
    DeepLift deepLift = DeepLift.builder(SmallNetworks.of(out(PoolingType.SUM))).build();
    INDArray x = array(new long[] {1, 2, 2, 2}, 1, 2, 3, 4, 5, 6, 7, 8);
    for (long[] shape :
        List.of(new long[] {1, 2}, new long[] {1, 2, 2, 2}, new long[] {1, 1, 2, 3})) {
      INDArray mask = Nd4j.ones(x.dataType(), shape);
      assertThatThrownBy(() -> deepLift.explain(x, mask, Reference.zeros(), Target.layer("out", 0)))
          .isInstanceOf(DL4JInvalidInputException.class)
          .hasMessageContaining("images [n, 1, height, width]");
    }
    INDArray nothing = array(new long[] {1, 1, 2, 1}, 0, 0);
    assertThatThrownBy(
            () -> deepLift.explain(x, nothing, Reference.zeros(), Target.layer("out", 0)))
        .isInstanceOf(DL4JInvalidInputException.class)
        .hasMessageContaining("leaves nothing of example 0");
  }

  /** Deeplearning4j hands a mask of the old size on. */
  @Test
  void layerThatChangesTheSize_isRefusedByName() {
    DeepLift deepLift =
        DeepLift.builder(
                SmallNetworks.of(
                    new Upsampling2D.Builder(2).name("larger").build(), out(PoolingType.SUM)))
            .build();
    INDArray x = array(new long[] {1, 1, 2, 2}, 1, 2, 4, 8);
    INDArray mask = array(new long[] {1, 1, 2, 2}, 1, 0, 1, 1);
    assertThatThrownBy(() -> deepLift.explain(x, mask, Reference.zeros(), Target.layer("out", 0)))
        .isInstanceOf(UnsupportedLayerException.class)
        .hasMessageContaining("'larger' (index 0, Upsampling2D)")
        .hasMessageContaining("no masked form");
  }
}

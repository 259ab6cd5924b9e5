package io.github.dl4jdeeplift;

import static io.github.dl4jdeeplift.SmallNetworks.array;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jdeeplift.rule.UnsupportedLayerException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.SpaceToBatchLayer;
import org.deeplearning4j.nn.conf.layers.SpaceToDepthLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling1D;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.Upsampling3D;
import org.deeplearning4j.nn.conf.layers.ZeroPadding3DLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping3D;
import org.deeplearning4j.nn.conf.layers.misc.RepeatVector;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Layers that repeat cells, or move them between dimensions. */
class ResizingLayersTest {
  private static List<LayerCase> cases() {
    List<LayerCase> cases = new ArrayList<>();
    DenseLayer dense = SmallNetworks.dense(3, 4, Activation.TANH);
    for (RNNFormat format : RNNFormat.values()) {
      RepeatVector repeat = new RepeatVector.Builder<>(5).dataFormat(format).build();
      cases.add(LayerCase.of("RepeatVector " + format, true, new long[] {3}, repeat));
      cases.add(
          LayerCase.of("RepeatVector, dense " + format, false, new long[] {3}, dense, repeat));
    }
    cases.add(
        LayerCase.of("Upsampling1D", true, new long[] {2, 3}, new Upsampling1D.Builder(3).build()));
    for (CNN2DFormat format : CNN2DFormat.values()) {
      cases.add(
          LayerCase.of(
              "Upsampling2D " + format,
              true,
              new long[] {2, 3, 4},
              new Upsampling2D.Builder().size(new int[] {3, 2}).dataFormat(format).build()));
      cases.add(
          LayerCase.of(
              "SpaceToDepth " + format,
              true,
              format == CNN2DFormat.NHWC ? new long[] {6, 4, 3} : new long[] {3, 6, 4},
              new SpaceToDepthLayer.Builder<>(2, format).build()));
    }
    for (Convolution3D.DataFormat format : Convolution3D.DataFormat.values()) {
      cases.add(
          LayerCase.of(
              "Upsampling3D " + format,
              true,
              new long[] {2, 3, 1, 2},
              new Upsampling3D.Builder().size(new int[] {1, 3, 2}).dataFormat(format).build()));
    }
    cases.add(
        LayerCase.of(
            "ZeroPadding3D",
            true,
            new long[] {2, 2, 1, 2},
            new ZeroPadding3DLayer.Builder(new int[] {1, 0, 2, 1, 0, 3}).build()));
    cases.add(
        LayerCase.of(
            "Cropping3D",
            true,
            new long[] {2, 3, 4, 4},
            new Cropping3D.Builder(1, 0, 2, 1, 0, 3).build(),
            new ActivationLayer(Activation.IDENTITY)));
    return cases;
  }

  @TestFactory
  Stream<DynamicTest> resizingLayer_isDeeplearning4jsAndSums() {
    return cases().stream().flatMap(LayerCase::tests);
  }

  @Test
  void upsampling_sumsOverRepetitions() {
    // Each of the two numbers is there twice: the four are weighted by 1, 2, 4, 8.
    MultiLayerNetwork network =
        SmallNetworks.of(
            new Upsampling1D.Builder(2).build(),
            new org.deeplearning4j.nn.conf.layers.Convolution1DLayer.Builder(4)
                .nIn(1)
                .nOut(1)
                .activation(Activation.IDENTITY)
                .build());
    network.setParam("1_W", array(new long[] {1, 1, 4, 1}, 1, 2, 4, 8));
    INDArray multipliers =
        DeepLift.builder(network)
            .build()
            .explain(Nd4j.ones(1, 1, 2), Reference.zeros(), Target.logit(0, 0))
            .multipliers();
    assertThat(multipliers.ravel().toDoubleVector()).containsExactly(3, 12);
  }

  @Test
  void spaceToBatch_isRefusedWithTheWayOut() {
    MultiLayerNetwork network =
        SmallNetworks.of(new SpaceToBatchLayer.Builder<>(new int[] {2, 2}).build());
    assertThatThrownBy(() -> DeepLift.builder(network).build())
        .isInstanceOf(UnsupportedLayerException.class)
        .hasMessageContaining("SpaceToBatchLayer")
        .hasMessageContaining("SpaceToDepthLayer");
  }
}

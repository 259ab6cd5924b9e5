package io.github.dl4jdeeplift;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jdeeplift.rule.UnsupportedLayerException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.Subsampling3DLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Pooling over volumes: maxima and averages; Deeplearning4j averages for all other types. */
class VolumePoolingTest {
  private static Subsampling3DLayer layer(
      PoolingType type, ConvolutionMode mode, int padding, Convolution3D.DataFormat format) {
    Subsampling3DLayer layer =
        new Subsampling3DLayer.Builder()
            .kernelSize(2, 3, 2)
            .stride(1, 2, 2)
            .padding(padding, padding, 0)
            .convolutionMode(mode)
            .dataFormat(format)
            .build();
    layer.setPoolingType(type);
    return layer;
  }

  private static List<LayerCase> cases() {
    List<LayerCase> cases = new ArrayList<>();
    for (Convolution3D.DataFormat format : Convolution3D.DataFormat.values()) {
      boolean channelsLast = format == Convolution3D.DataFormat.NDHWC;
      long[] shape = channelsLast ? new long[] {4, 5, 3, 2} : new long[] {2, 4, 5, 3};
      for (PoolingType type : List.of(PoolingType.MAX, PoolingType.AVG)) {
        for (int padding = 0; padding < 2; padding++) {
          cases.add(
              LayerCase.of(
                  type + " " + format + ", padding " + padding,
                  type == PoolingType.AVG,
                  shape,
                  layer(type, ConvolutionMode.Truncate, padding, format)));
        }
        cases.add(
            LayerCase.of(
                type + " same " + format,
                type == PoolingType.AVG,
                shape,
                layer(type, ConvolutionMode.Same, 0, format)));
      }
    }
    return cases;
  }

  @TestFactory
  Stream<DynamicTest> volumePooling_isDeeplearning4jsAndSums() {
    return cases().stream().flatMap(LayerCase::tests);
  }

  @ParameterizedTest
  @EnumSource(
      value = PoolingType.class,
      names = {"SUM", "PNORM"})
  void otherTypes_areDeeplearning4jsFault(PoolingType type) {
    MultiLayerNetwork network =
        SmallNetworks.of(layer(type, ConvolutionMode.Truncate, 0, Convolution3D.DataFormat.NCDHW));
    assertThatThrownBy(() -> DeepLift.builder(network).build())
        .isInstanceOf(UnsupportedLayerException.class)
        .hasMessageContaining("Subsampling3DLayer")
        .hasMessageContaining(type.name())
        .hasMessageContaining("PoolingType.AVG");
  }
}

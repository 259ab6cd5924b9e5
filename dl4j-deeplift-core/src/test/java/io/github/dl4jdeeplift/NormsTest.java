package io.github.dl4jdeeplift;

import static io.github.dl4jdeeplift.SmallNetworks.array;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.dl4jdeeplift.rule.UnsupportedLayerException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.L2NormalizeVertex;
import org.deeplearning4j.nn.conf.graph.L2Vertex;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.Subsampling1DLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Norms, and what divides by them: powers, sums, roots and quotients. */
class NormsTest {
  private static final List<long[]> SHAPES =
      List.of(new long[] {4}, new long[] {3, 5}, new long[] {2, 3, 4});

  private static List<LayerCase> layers() {
    List<LayerCase> cases = new ArrayList<>();
    for (CNN2DFormat format : CNN2DFormat.values()) {
      boolean channelsLast = format == CNN2DFormat.NHWC;
      long[] images = channelsLast ? new long[] {4, 5, 3} : new long[] {3, 4, 5};
      cases.add(of("LocalResponseNormalization " + format, images, response(5, 2, format)));
      cases.add(of("LocalResponseNormalization of 3 " + format, images, response(3, 0.5, format)));
      for (int p : new int[] {1, 2, 3, 4}) {
        cases.add(
            of(
                "SubsamplingLayer of p " + p + " " + format,
                images,
                new SubsamplingLayer.Builder(PoolingType.PNORM)
                    .pnorm(p)
                    .kernelSize(2, 3)
                    .stride(1, 2)
                    .convolutionMode(p == 2 ? ConvolutionMode.Same : ConvolutionMode.Truncate)
                    .dataFormat(format)
                    .build()));
        cases.add(
            of(
                "GlobalPoolingLayer of p " + p + " " + format,
                images,
                new GlobalPoolingLayer.Builder(PoolingType.PNORM)
                    .pnorm(p)
                    .poolingDimensions(channelsLast ? new int[] {1, 2} : new int[] {2, 3})
                    .build()));
      }
    }
    Subsampling1DLayer sequences =
        new Subsampling1DLayer.Builder(2, 2).pnorm(2).dataFormat(CNN2DFormat.NCHW).build();
    sequences.setPoolingType(org.deeplearning4j.nn.conf.layers.PoolingType.PNORM);
    cases.add(of("Subsampling1DLayer of p 2", new long[] {3, 6}, sequences));
    return cases;
  }

  private static LayerCase of(String name, long[] shape, Layer layer) {
    return LayerCase.of(name, false, shape, layer);
  }

  private static LocalResponseNormalization response(int n, double k, CNN2DFormat format) {
    LocalResponseNormalization layer =
        new LocalResponseNormalization.Builder(n, 0.3, 0.75).k(k).build();
    layer.setDataFormat(format);
    return layer;
  }

  private static List<LayerCase> vertices() {
    List<LayerCase> cases = new ArrayList<>();
    for (long[] shape : SHAPES) {
      cases.add(
          LayerCase.graph(
              "L2Vertex of rank " + (shape.length + 1),
              false,
              List.of(shape, shape),
              g -> g.addVertex("out", new L2Vertex(), "in0", "in1")));
    }
    return cases;
  }

  private static List<LayerCase> normalized() {
    List<LayerCase> cases = new ArrayList<>();
    for (long[] shape : SHAPES) {
      cases.add(
          LayerCase.graph(
              "L2NormalizeVertex of rank " + (shape.length + 1),
              false,
              List.of(shape),
              g -> g.addVertex("out", new L2NormalizeVertex(), "in0")));
    }
    cases.add(
        LayerCase.graph(
            "L2NormalizeVertex below its epsilon",
            false,
            List.of(new long[] {4}),
            g -> g.addVertex("out", new L2NormalizeVertex(null, 2.5), "in0")));
    return cases;
  }

  @TestFactory
  Stream<DynamicTest> norm_isDeeplearning4jsAndSums() {
    return Stream.of(layers(), vertices(), normalized())
        .flatMap(List::stream)
        .flatMap(LayerCase::tests)
        .filter(NormsTest::isRun);
  }

  /** Deeplearning4j itself writes this vertex's larger arrays in ND4J's default type alone. */
  private static boolean isRun(DynamicTest test) {
    return !test.getDisplayName().matches("L2NormalizeVertex of rank [34] DOUBLE");
  }

  private static Attribution explained(GraphVertex vertex, Target target, INDArray... inputs) {
    String[] names = inputs.length == 1 ? new String[] {"a"} : new String[] {"a", "b"};
    ComputationGraph graph =
        SmallNetworks.graph(
            g -> g.addInputs(names).addVertex("out", vertex, names).setOutputs("out"));
    return DeepLift.builder(graph)
        .requireCompleteness()
        .build()
        .explain(inputs, Reference.zeros(), target);
  }

  private static void require(INDArray multipliers, double... expected) {
    assertThat(multipliers.ravel().toDoubleVector()).containsExactly(expected, within(1e-12));
  }

  /**
   * a - b = (3, 4) and 0 at the reference: squares have the secants 3 and 4, the root of 25 from 0
   * has 5/25. Multipliers of a are (3/5, 4/5), which is 5 for (3, 4).
   */
  @Test
  void distanceFromItself_isNoSpecialCase() {
    Attribution attribution =
        explained(
            new L2Vertex(),
            Target.logit(0),
            array(new long[] {1, 2}, 4, 6),
            array(new long[] {1, 2}, 1, 2));
    require(attribution.multipliers(0), 0.6, 0.8);
    require(attribution.multipliers(1), -0.6, -0.8);
    assertThat(attribution.output().getDouble(0)).isEqualTo(5);
  }

  @Test
  void distanceOfNothing_contributesNothing() {
    INDArray same = array(new long[] {1, 2}, 4, 6);
    Attribution attribution = explained(new L2Vertex(), Target.logit(0), same, same);
    require(attribution.contributions(0), 0, 0);
    require(attribution.contributions(1), 0, 0);
  }

  /**
   * x = (3, 4): length 5; the reference 0 has length 0, taken as the epsilon 1. The square's
   * secants are 3 and 4, the root's from 0 is 1/5, max(·, 1) rises by 4 on the way from 0 to 5:
   * 4/5, and 1/b has -1/(5·1). The means are 3/5 of 1/b and 3/2 of x1: m1 = 3/5 -
   * 3/2·(1/5)·(4/5)·(1/5)·3 = 3/5 - 0.144, m2 = -3/2·(1/5)·(4/5)·(1/5)·4 = -0.192. Sum: 1.368 -
   * 0.768 = 0.6.
   */
  @Test
  void normalization_isAPowerAndAProduct() {
    Attribution attribution =
        explained(new L2NormalizeVertex(null, 1), Target.logit(0), array(new long[] {1, 2}, 3, 4));
    require(attribution.multipliers(), 0.456, -0.192);
    assertThat(attribution.contributions().sumNumber().doubleValue()).isCloseTo(0.6, within(1e-12));
  }

  /**
   * The same with a length of 1e-8 at the reference, where 1/b is 1e8: y·b = x is solved for y. The
   * mean length is 2.5, ȳ1 = 0.3: m1 = 1/2.5 - 0.3/2.5·(1/5)·3 = 0.328, m2 = -0.3/2.5·(1/5)·4.
   */
  @Test
  void normalization_ofAReferenceWithoutLength_isAQuotient() {
    Attribution attribution =
        explained(
            new L2NormalizeVertex(null, 1e-8), Target.logit(0), array(new long[] {1, 2}, 3, 4));
    assertThat(attribution.multipliers().ravel().toDoubleVector())
        .containsExactly(new double[] {0.328, -0.096}, within(1e-8));
  }

  @Test
  void normalization_ofDoublesWhereTheDefaultIsFloat_isDeeplearning4jsFault() {
    INDArray sequence = array(new long[] {1, 2, 2}, 3, 4, 5, 6);
    assertThatThrownBy(
            () -> explained(new L2NormalizeVertex(null, 1e-8), Target.logit(0, 0), sequence))
        .isInstanceOf(UnsupportedLayerException.class)
        .hasMessageContaining("'out'")
        .hasMessageContaining("setDefaultDataTypes");
  }

  @Test
  void normalization_overSomeDimensions_isDeeplearning4jsFault() {
    assertThatThrownBy(
            () ->
                explained(
                    new L2NormalizeVertex(new int[] {1}, 1e-8),
                    Target.logit(0, 0),
                    array(new long[] {1, 2, 2}, 3, 4, 5, 6)))
        .isInstanceOf(UnsupportedLayerException.class)
        .hasMessageContaining("'out'")
        .hasMessageContaining("[1]");
  }
}

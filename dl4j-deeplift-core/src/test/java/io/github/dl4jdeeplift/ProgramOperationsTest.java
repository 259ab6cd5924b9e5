package io.github.dl4jdeeplift;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdeeplift.engine.Program;
import io.github.dl4jdeeplift.rule.Shape;
import java.util.List;
import java.util.Set;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;

/** What a program costs, told by its operations. */
class ProgramOperationsTest {
  private static final List<String> LINEAR = List.of("conv2d", "mmul", "matmul", "deconv2d");

  /** Two convolutions and two dense layers. */
  private static MultiLayerNetwork network() {
    return SmallNetworks.of(
        convolution(4, 6),
        convolution(6, 5),
        new GlobalPoolingLayer.Builder(PoolingType.MAX).poolingDimensions(1).build(),
        SmallNetworks.dense(5, 3, Activation.RELU),
        new DenseLayer.Builder().nIn(3).nOut(1).activation(Activation.IDENTITY).build());
  }

  private static Convolution1DLayer convolution(int in, int out) {
    return new Convolution1DLayer.Builder(3)
        .rnnDataFormat(RNNFormat.NWC)
        .nIn(in)
        .nOut(out)
        .activation(Activation.RELU)
        .build();
  }

  private static Program program(NonlinearityRule rule) {
    MultiLayerNetwork network = network();
    Snapshot snapshot =
        Snapshot.of(network, DeepLift.builder(network).nonlinearityRule(rule).settings());
    return snapshot.program(Set.of(Target.logit(0).site()), List.of(new Shape(20, 4)), List.of());
  }

  private static long linear(List<String> operations) {
    return operations.stream().filter(LINEAR::contains).count();
  }

  @Test
  void rescale_runsOneTransposedMapForEachLayer() {
    Program program = program(NonlinearityRule.RESCALE);
    assertThat(linear(program.forwardOperations())).isEqualTo(4);
    assertThat(linear(program.backwardOperations("layer4 (logits)"))).isEqualTo(4);
  }

  /**
   * RevealCancel needs, for each of three layers in front of a nonlinearity, one map for the parts,
   * whose sum both passes tell, and two transposed ones; the last layer needs one.
   */
  @Test
  void revealCancel_runsOneMapForPartsAndTwoTransposedOnes() {
    Program program = program(NonlinearityRule.REVEAL_CANCEL);
    assertThat(linear(program.forwardOperations())).isEqualTo(4);
    assertThat(linear(program.backwardOperations("layer4 (logits)"))).isEqualTo(3 * 3 + 1);
  }

  /** Convolutions are as without RevealCancel. */
  @Test
  void genomicsDefault_paysForPartsBehindDenseLayersAlone() {
    Program program = program(NonlinearityRule.GENOMICS_DEFAULT);
    assertThat(linear(program.backwardOperations("layer4 (logits)"))).isEqualTo(1 + 3 + 1 + 1);
  }

  @Test
  void programs_haveNoWhere() {
    for (NonlinearityRule rule : NonlinearityRule.values()) {
      assertThat(program(rule).backwardOperations("layer4 (logits)"))
          .doesNotContain("where", "Where", "select", "where_np");
    }
  }
}

package io.github.dl4jdeeplift;

import static io.github.dl4jdeeplift.SmallNetworks.array;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Graphs whose output is a batch normalization of vectors, where Deeplearning4j's own fails. */
class NormalizedOutputsTest {
  private static final INDArray X = array(new long[] {2, 2}, 1, 2, 3, -4);

  static Stream<Layer> normalizations() {
    return Stream.of(normalization(), new FrozenLayer(normalization()));
  }

  private static Layer normalization() {
    return new BatchNormalization.Builder().nIn(2).nOut(2).eps(1e-5).useLogStd(false).build();
  }

  /** Twice its input, less 1, by a variance of 4 and a scale of 4. */
  private static ComputationGraph network(Layer normalization) {
    ComputationGraph network =
        SmallNetworks.graph(
            builder ->
                builder
                    .addInputs("x")
                    .addLayer("dense", SmallNetworks.dense(2, 2, Activation.RELU), "x")
                    .addLayer("normalization", normalization, "dense")
                    .setOutputs("normalization"));
    network.setParam("dense_W", Nd4j.createFromArray(new double[][] {{1, 0}, {0, 1}}));
    network.setParam("normalization_gamma", array(new long[] {1, 2}, 4, 4));
    network.setParam("normalization_beta", array(new long[] {1, 2}, -1, -1));
    network.setParam("normalization_mean", array(new long[] {1, 2}, 0, 0));
    network.setParam("normalization_var", array(new long[] {1, 2}, 4 - 1e-5, 4 - 1e-5));
    return network;
  }

  @ParameterizedTest
  @MethodSource("normalizations")
  void normalizedOutput_isExplained(Layer normalization) {
    Attribution attribution =
        DeepLift.builder(network(normalization))
            .requireCompleteness()
            .build()
            .explain(X, Reference.zeros(), Target.logit(1));
    // 2 relu(x2) - 1: of 2 a contribution of 4, of -4 none.
    assertThat(attribution.contributions().ravel().toDoubleVector())
        .containsExactly(new double[] {0, 4, 0, 0}, within(1e-10));
    assertThat(attribution.output().toDoubleVector())
        .containsExactly(new double[] {3, -1}, within(1e-10));
  }

  @ParameterizedTest
  @MethodSource("normalizations")
  void normalizedOutput_isCompared_andTheNetworkLeftAsItWas(Layer normalization) {
    ComputationGraph network = network(normalization);
    WorkspaceMode before = network.getConfiguration().getInferenceWorkspaceMode();
    INDArray expected = array(new long[] {2, 2}, 1, 3, 5, -1);
    OutputCheck.of(network, List.of(X), List.of(expected)).requireAgreement();
    assertThat(network.getConfiguration().getInferenceWorkspaceMode()).isEqualTo(before);
  }
}

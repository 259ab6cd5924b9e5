package io.github.dl4jdeeplift.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jdeeplift.keras.config.RevCompConv1DBias;
import io.github.dl4jdeeplift.keras.error.UnsupportedKerasModelException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Layers whose weights two strands share, against what the package keras-genomics 0.1.2.1 computed
 * with Keras 2.3.1.
 */
class RevCompLayersTest {
  private static final String GENOMICS = "keras-genomics";

  @TempDir private Path folder;

  static Stream<KerasFolder> withoutBias() {
    return KerasFolder.in(GENOMICS).stream().filter(network -> !network.name().equals("bias"));
  }

  @ParameterizedTest
  @MethodSource("withoutBias")
  void output_isThatOfKeras(KerasFolder network) {
    ComputationGraph graph = KerasModels.load(network.model());

    assertThat(Fixtures.difference(graph, network.inputs(), network.outputs())).isLessThan(1e-5);
  }

  @ParameterizedTest
  @MethodSource("withoutBias")
  void contributions_sumToTheDifferenceOfKerasOutputs(KerasFolder network) {
    Completeness.require(network);
  }

  @Test
  void bias_isAddedAsTheUserSays() {
    KerasFolder network = KerasFolder.of(GENOMICS, "bias");
    ComputationGraph genomics = read(network, RevCompConv1DBias.KERAS_GENOMICS);
    ComputationGraph plain = read(network, RevCompConv1DBias.PLAIN);

    assertThat(Fixtures.difference(genomics, network.inputs(), network.outputs())).isLessThan(1e-5);
    assertThat(Fixtures.difference(plain, network.inputs(), network.outputs())).isGreaterThan(1e-2);
  }

  private static ComputationGraph read(KerasFolder network, RevCompConv1DBias bias) {
    return KerasModels.reader().revCompConv1DBias(bias).read(network.model()).network();
  }

  @Test
  void load_refusesABias_ofWhichItIsNotKnownHowItIsAdded() {
    assertThatThrownBy(() -> KerasModels.load(KerasFolder.of(GENOMICS, "bias").model()))
        .isInstanceOf(UnsupportedKerasModelException.class)
        .hasMessageContainingAll(
            "(RevCompConv1D)", "2 * convolution + bias", "reader().revCompConv1DBias(");
  }

  private Path model(String version) {
    String config =
        new Config()
            .input("x", "[null,3,1]")
            .layer(
                "RevCompConv1D",
                "it",
                "'filters':1,'kernel_size':[2],'strides':[1],'padding':'valid',"
                    + "'data_format':'channels_last','dilation_rate':[1],'activation':'linear',"
                    + "'use_bias':true",
                "x")
            .functional("x", "it");
    return new KerasFile()
        .version(version)
        .bare("x")
        .weight("it", "kernel", new float[][][] {{{1}}, {{10}}})
        .weight("it", "bias", new float[] {0.5f})
        .writeModel(folder, config);
  }

  /** x = 1 2 3; kernel 1 10: 1 + 20 and 2 + 30; of the other strand 10 1: 10 + 2 and 20 + 3. */
  @Test
  void plainBias_isAddedOnce() {
    INDArray x = Nd4j.createFromArray(new float[][][] {{{1}, {2}, {3}}});
    ComputationGraph graph =
        KerasModels.reader()
            .revCompConv1DBias(RevCompConv1DBias.PLAIN)
            .read(model("2.3.1"))
            .network();

    assertThat(graph.outputSingle(x))
        .isEqualTo(Nd4j.createFromArray(new float[][][] {{{21.5f, 12.5f}, {32.5f, 23.5f}}}));
  }

  @ParameterizedTest
  @org.junit.jupiter.params.provider.ValueSource(strings = {"2.2.4-tf", "2.15.0", "2.4.0"})
  void load_refusesOtherVersions(String version) {
    Path file = model(version);

    assertThatThrownBy(() -> KerasModels.load(file))
        .isInstanceOf(UnsupportedKerasModelException.class)
        .hasMessageContainingAll("'it' (RevCompConv1D)", version, "keras-genomics");
  }
}

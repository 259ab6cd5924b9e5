package io.github.dl4jdeeplift.keras;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.factory.Nd4j;

/** A loaded network is Deeplearning4j's: it can be saved, restored and cloned. */
class SavedNetworkTest {
  private static final double TOLERANCE = 1e-5;

  @TempDir private Path folder;

  static Stream<String> networks() {
    return KerasLayersTest.supported();
  }

  @ParameterizedTest
  @MethodSource("networks")
  void restored_givesKerasOutputs(String network) throws IOException {
    Path saved = folder.resolve("network.zip");
    ModelSerializer.writeModel(KerasModels.load(Fixtures.model(network)), saved.toFile(), false);

    ComputationGraph restored = ModelSerializer.restoreComputationGraph(saved.toFile());

    assertKeras(restored, network);
  }

  @ParameterizedTest
  @MethodSource("networks")
  void cloned_givesKerasOutputs(String network) {
    assertKeras(KerasModels.load(Fixtures.model(network)).clone(), network);
  }

  /** Deeplearning4j seeds all random numbers when it makes a network; users' go on as they were. */
  @Test
  void loading_leavesRandomNumbersAlone() {
    Nd4j.getRandom().setSeed(5);
    double[] expected = Nd4j.rand(3).toDoubleVector();
    Nd4j.getRandom().setSeed(5);
    KerasModels.load(Fixtures.model(networks().findFirst().orElseThrow()));
    assertThat(Nd4j.rand(3).toDoubleVector()).isEqualTo(expected);
  }

  private static void assertKeras(ComputationGraph graph, String network) {
    assertThat(Fixtures.difference(graph, Fixtures.inputs(network), Fixtures.outputs(network)))
        .isLessThan(TOLERANCE);
  }
}

package io.github.dl4jdeeplift.keras;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whole networks of the kinds that genomics papers use, by Keras 2.15 and Keras 3, against what
 * Keras computed: outputs within 1e-5 of the largest, contributions that sum to the difference of
 * Keras's outputs for two examples.
 */
class KerasNetworksTest {
  private static final double TOLERANCE = 1e-5;

  static List<KerasFolder> all() {
    return Stream.of("keras-networks/keras2", "keras-networks/keras3")
        .flatMap(folder -> KerasFolder.in(folder).stream())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("all")
  void output_isThatOfKeras(KerasFolder folder) {
    ComputationGraph graph = KerasModels.load(folder.model());

    assertThat(Fixtures.difference(graph, folder.inputs(), folder.outputs())).isLessThan(TOLERANCE);
  }

  @ParameterizedTest
  @MethodSource("all")
  void contributions_sumToTheDifferenceOfKerasOutputs(KerasFolder folder) {
    Completeness.require(folder);
  }

  @Test
  void documentation_listsTheNetworks() throws IOException {
    String documentation = Files.readString(Path.of("../docs/keras.md"));
    List<String> rows =
        KerasFolder.in("keras-networks/keras2").stream()
            .map(KerasFolder::name)
            .map(name -> "| `" + name + "` | as Keras computes it |")
            .toList();

    assertThat(rows).hasSizeGreaterThanOrEqualTo(30);
    assertThat(documentation).contains(String.join("\n", rows) + "\n\n");
    assertThat(KerasFolder.in("keras-networks/keras3").stream().map(KerasFolder::name))
        .containsExactlyElementsOf(
            KerasFolder.in("keras-networks/keras2").stream().map(KerasFolder::name).toList());
  }
}

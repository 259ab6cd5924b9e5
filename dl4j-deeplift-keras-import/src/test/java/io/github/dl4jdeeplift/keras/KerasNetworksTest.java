package io.github.dl4jdeeplift.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jdeeplift.keras.error.UnsupportedKerasModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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

  /** Networks that are refused, and what the refusal names. */
  private static final Map<String, String> REFUSED = Map.of("chrombpnet", "ogsumexp");

  static List<KerasFolder> all() {
    return Stream.of("keras-networks/keras2", "keras-networks/keras3")
        .flatMap(folder -> KerasFolder.in(folder).stream())
        .toList();
  }

  static Stream<KerasFolder> loaded() {
    return all().stream().filter(folder -> !REFUSED.containsKey(folder.name()));
  }

  static Stream<KerasFolder> refused() {
    return all().stream().filter(folder -> REFUSED.containsKey(folder.name()));
  }

  @ParameterizedTest
  @MethodSource("loaded")
  void output_isThatOfKeras(KerasFolder folder) {
    ComputationGraph graph = KerasModels.load(folder.model());

    assertThat(Fixtures.difference(graph, folder.inputs(), folder.outputs())).isLessThan(TOLERANCE);
  }

  @ParameterizedTest
  @MethodSource("loaded")
  void contributions_sumToTheDifferenceOfKerasOutputs(KerasFolder folder) {
    Completeness.require(folder);
  }

  @ParameterizedTest
  @MethodSource("refused")
  void load_namesWhatIsNotSupported(KerasFolder folder) {
    assertThatThrownBy(() -> KerasModels.load(folder.model()))
        .isInstanceOf(UnsupportedKerasModelException.class)
        .hasMessageContaining(REFUSED.get(folder.name()));
  }

  @Test
  void documentation_listsTheNetworks() throws IOException {
    String documentation = Files.readString(Path.of("../docs/keras.md"));
    List<String> rows =
        KerasFolder.in("keras-networks/keras2").stream()
            .map(KerasFolder::name)
            .map(name -> "| `" + name + "` | " + state(name) + " |")
            .toList();

    assertThat(rows).hasSizeGreaterThanOrEqualTo(30);
    assertThat(documentation).contains(String.join("\n", rows) + "\n\n");
    assertThat(KerasFolder.in("keras-networks/keras3").stream().map(KerasFolder::name))
        .containsExactlyElementsOf(
            KerasFolder.in("keras-networks/keras2").stream().map(KerasFolder::name).toList());
  }

  private static String state(String name) {
    return REFUSED.containsKey(name) ? "refused: " + REFUSED.get(name) : "as Keras computes it";
  }
}

package io.github.dl4jdeeplift.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jdeeplift.keras.error.UnsupportedKerasModelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The networks of {@link KerasLayersTest} as Keras 3 writes them, in both of its formats; expected
 * values come from Keras 3.
 */
class Keras3LayersTest {
  private static final double TOLERANCE = 1e-5;

  private static final String BIAS = "Keras 3 adds the bias along that dimension on TensorFlow";

  /**
   * Refused beside those of Keras 2: Keras 3 writes the name of a function that has one, and adds
   * some biases elsewhere.
   */
  private static final Map<String, List<String>> REFUSED =
      Map.of(
          "lambda_layer",
          List.of("'lambda' (Lambda)", "named 'double'", "reader().lambda("),
          "channels_first_separable_conv2d",
          List.of("(SeparableConv2D)", "(None, 4, 5, 4)", BIAS),
          "channels_first_time_distributed_conv2d",
          List.of("(TimeDistributed)", "(None, 3, 3, 4, 3)", BIAS));

  private static Stream<Path> files(boolean refused) {
    return Fixtures.networks("keras3").stream()
        .filter(network -> refused == isRefused(network))
        .map(Fixtures::keras3)
        .flatMap(folder -> Stream.of("model.h5", "model.keras").map(folder::resolve))
        .filter(Files::exists);
  }

  private static boolean isRefused(String network) {
    return KerasLayersTest.REFUSED.containsKey(network) || REFUSED.containsKey(network);
  }

  static Stream<Path> supported() {
    return files(false);
  }

  static Stream<Path> refused() {
    return files(true);
  }

  static Stream<Path> separate() {
    return supported().map(Path::getParent).distinct().filter(Keras3LayersTest::isSeparate);
  }

  private static boolean isSeparate(Path folder) {
    return Files.exists(folder.resolve("model.json"));
  }

  @ParameterizedTest
  @MethodSource("supported")
  void output_isThatOfKeras(Path file) {
    Path folder = file.getParent();

    assertThat(
            Fixtures.difference(
                KerasModels.load(file),
                Fixtures.arrays(folder, "input"),
                Fixtures.arrays(folder, "output")))
        .isLessThan(TOLERANCE);
  }

  @ParameterizedTest
  @MethodSource("separate")
  void output_isThatOfKeras_ofConfigurationAndWeights(Path folder) {
    assertThat(
            Fixtures.difference(
                KerasModels.load(folder.resolve("model.json"), folder.resolve("model.weights.h5")),
                Fixtures.arrays(folder, "input"),
                Fixtures.arrays(folder, "output")))
        .isLessThan(TOLERANCE);
  }

  /** Keras 2.13 and later can write archives too. */
  @ParameterizedTest
  @MethodSource("separate")
  void output_isThatOfKeras_ofArchivesOfKeras2(Path folder) {
    String network = folder.getFileName().toString();

    assertThat(
            Fixtures.difference(
                KerasModels.load(Fixtures.file(network, "model.keras")),
                Fixtures.inputs(network),
                Fixtures.outputs(network)))
        .isLessThan(TOLERANCE);
  }

  @ParameterizedTest
  @MethodSource("refused")
  void load_namesWhatIsRefused(Path file) {
    String network = file.getParent().getFileName().toString();
    List<String> named = new ArrayList<>(REFUSED.getOrDefault(network, List.of()));
    named.addAll(KerasLayersTest.REFUSED.getOrDefault(network, List.of()));

    assertThatThrownBy(() -> KerasModels.load(file))
        .isInstanceOf(UnsupportedKerasModelException.class)
        .hasMessageContainingAll(named.toArray(String[]::new));
  }
}

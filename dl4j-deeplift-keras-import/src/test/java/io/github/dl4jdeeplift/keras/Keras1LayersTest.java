package io.github.dl4jdeeplift.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jdeeplift.keras.error.UnsupportedKerasModelException;
import io.github.dl4jdeeplift.keras.translate.TranslatorTable;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Networks that Keras 1 wrote on TensorFlow and on Theano, and Keras 2 on Theano; expected values
 * are what they computed there.
 */
class Keras1LayersTest {
  private static final double TOLERANCE = 1e-5;
  private static final Path RESOURCES = Path.of("src/test/resources");

  /** Networks that are refused, and what the refusal names. */
  private static final Map<String, String> REFUSED =
      Map.ofEntries(
          Map.entry("keras1/tensorflow/batch_normalization_mode_1", "mode 1 of Keras 1"),
          Map.entry("keras1/theano/batch_normalization_mode_1", "mode 1 of Keras 1"),
          Map.entry("keras1/tensorflow/batch_normalization_mode_1_sequence", "mode 1 of Keras 1"),
          Map.entry("keras1/theano/batch_normalization_mode_1_sequence", "mode 1 of Keras 1"),
          Map.entry("keras1/tensorflow/th_model_inside", "a model of Keras 1 inside of a model"),
          Map.entry("keras1/theano/th_model_inside", "a model of Keras 1 inside of a model"),
          Map.entry("keras1/tensorflow/cos_vectors", "mode 'cos'"),
          Map.entry("keras1/tensorflow/th_up_sampling2d", "dimensionOrder(..)"),
          Map.entry("keras1/tensorflow/th_up_sampling2d_undecided", "dimensionOrder(..)"),
          Map.entry("keras1/tensorflow/th_up_sampling3d", "dimensionOrder(..)"),
          Map.entry("keras1/tensorflow/up_sampling2d", "dimensionOrder(..)"),
          Map.entry("keras1/theano/th_up_sampling2d", "dimensionOrder(..)"),
          Map.entry("keras1/theano/th_up_sampling2d_undecided", "dimensionOrder(..)"),
          Map.entry("keras1/theano/th_up_sampling3d", "dimensionOrder(..)"),
          Map.entry("keras1/theano/up_sampling2d", "dimensionOrder(..)"),
          Map.entry("keras1/theano/max_pooling1d_same", "backend 'theano'"),
          Map.entry("keras1/theano/average_pooling1d_same", "backend 'theano'"),
          Map.entry("keras1/theano/th_max_pooling2d_same", "backend 'theano'"),
          Map.entry("keras1/theano/th_max_pooling2d_same_wide", "backend 'theano'"),
          Map.entry("keras1/theano/th_average_pooling2d_same", "backend 'theano'"),
          Map.entry("keras1/theano/th_average_pooling2d_same_wide", "backend 'theano'"),
          Map.entry("keras1/theano/th_convolution3d_same", "backend 'theano'"),
          Map.entry("keras1/theano/th_locally_connected2d", "backend 'theano'"),
          Map.entry("keras2-theano/channels_first_max_pooling2d_same", "backend 'theano'"),
          Map.entry("keras2-theano/average_pooling1d_same", "backend 'theano'"),
          Map.entry("keras2-theano/channels_first_conv3d_same", "backend 'theano'"),
          Map.entry("keras2-theano/max_pooling1d_same", "backend 'theano'"));

  /**
   * Networks of classes whose translation is not this test's matter, by the start of their name.
   */
  private static final Map<String, String> CLASSES =
      Map.of(
          "lstm", "LSTM",
          "gru", "GRU",
          "simplernn", "SimpleRNN",
          "bidirectional", "Bidirectional",
          "time_distributed", "TimeDistributed");

  private static boolean isTranslated(String network) {
    String name = network.substring(network.lastIndexOf('/') + 1);
    return name.equals("time_distributed_dense")
        || CLASSES.entrySet().stream()
            .filter(entry -> name.startsWith(entry.getKey()))
            .allMatch(entry -> TranslatorTable.classNames().contains(entry.getValue()));
  }

  private static Stream<String> networks() {
    return Stream.of("keras1/tensorflow", "keras1/theano", "keras2-theano")
        .flatMap(group -> Fixtures.networks(group).stream().map(name -> group + "/" + name));
  }

  static Stream<String> supported() {
    return networks()
        .filter(network -> !REFUSED.containsKey(network))
        .filter(Keras1LayersTest::isTranslated);
  }

  static Stream<String> refused() {
    return REFUSED.keySet().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("supported")
  void output_isThatOfKeras(String network) {
    Path folder = RESOURCES.resolve(network);

    assertThat(
            Fixtures.difference(
                KerasModels.load(folder.resolve("model.h5")),
                Fixtures.arrays(folder, "input"),
                Fixtures.arrays(folder, "output")))
        .isLessThan(TOLERANCE);
  }

  @ParameterizedTest
  @MethodSource("refused")
  void load_namesWhatIsRefused(String network) {
    assertThatThrownBy(() -> KerasModels.load(RESOURCES.resolve(network).resolve("model.h5")))
        .isInstanceOf(UnsupportedKerasModelException.class)
        .hasMessageContaining(REFUSED.get(network));
  }
}

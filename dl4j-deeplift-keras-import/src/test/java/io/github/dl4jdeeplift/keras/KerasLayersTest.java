package io.github.dl4jdeeplift.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jdeeplift.keras.error.UnsupportedKerasModelException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Each layer and option against what Keras computed; expected values come from Keras 2.15. */
class KerasLayersTest {
  private static final double TOLERANCE = 1e-5;

  /** Networks that are refused, and what the refusal must name. */
  static final Map<String, List<String>> REFUSED =
      Map.ofEntries(
          Map.entry("lstm_return_state", List.of("(LSTM)", "return_state")),
          Map.entry("up_sampling2d_bilinear", List.of("'up_sampling2d'", "'bilinear'")),
          Map.entry("masked_cropping1d", List.of("(Cropping1D)", "a mask reaches it")),
          Map.entry("masked_argument", List.of("(LSTM)", "the mask of 'masking'")),
          Map.entry("masked_add_two", List.of("(Add)", "masks of several layers")),
          Map.entry("masked_concatenate_positions", List.of("(Concatenate)", "a mask reaches it")),
          Map.entry("attention_masked", List.of("(MultiHeadAttention)", "use_causal_mask")),
          Map.entry("conv3d_dilated", List.of("(Conv3D)", "dilation_rate [2, 2, 2]")),
          Map.entry("dot_attention_causal", List.of("(Attention)", "use_causal_mask")),
          Map.entry("activation_log_softmax", List.of("(Activation)", "'log_softmax'", "logits")),
          Map.entry("activation_sparsemax", List.of("(Activation)", "'sparsemax'", "softmax")),
          Map.entry("lstm_log_softmax", List.of("(LSTM)", "'log_softmax'")),
          Map.entry("lstm_sparsemax", List.of("(LSTM)", "'sparsemax'")));

  static Stream<String> supported() {
    return Fixtures.networks().stream().filter(network -> !REFUSED.containsKey(network));
  }

  static Stream<String> refused() {
    return Fixtures.networks().stream().filter(REFUSED::containsKey);
  }

  @ParameterizedTest
  @MethodSource("supported")
  void output_isThatOfKeras(String network) {
    ComputationGraph graph = KerasModels.load(Fixtures.model(network));
    INDArray[] inputs = Fixtures.inputs(network);
    INDArray[] outputs = Fixtures.outputs(network);

    assertThat(Fixtures.difference(graph, inputs, outputs)).isLessThan(TOLERANCE);
    assertThat(Fixtures.difference(graph, first(inputs), first(outputs))).isLessThan(TOLERANCE);
  }

  /** One example alone: sizes of 1 are where layouts get mixed up. */
  private static INDArray[] first(INDArray[] arrays) {
    return Stream.of(arrays)
        .map(array -> array.get(NDArrayIndex.interval(0, 1)).dup())
        .toArray(INDArray[]::new);
  }

  @ParameterizedTest
  @MethodSource("refused")
  void load_namesLayerClassAndReason_whenLayerIsNotSupported(String network) {
    assertThatThrownBy(() -> KerasModels.load(Fixtures.model(network)))
        .isInstanceOf(UnsupportedKerasModelException.class)
        .hasMessageContainingAll(REFUSED.get(network).toArray(String[]::new))
        .hasMessageContaining("model.h5");
  }
}

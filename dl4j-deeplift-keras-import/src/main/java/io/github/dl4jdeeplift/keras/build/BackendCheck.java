package io.github.dl4jdeeplift.keras.build;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dl4jdeeplift.keras.config.KerasLayer;
import io.github.dl4jdeeplift.keras.config.KerasNetwork;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Refuses what other backends of Keras than TensorFlow computed differently. Theano's kernels of
 * {@code Conv1D}, {@code Conv2D} and {@code Conv3D} were mirrored when the file was read. Windows
 * of the first two that reach beyond the ends are marked there; over volumes they are TensorFlow's
 * where their length is odd and the strides 1, and of poolings they are not known.
 */
final class BackendCheck {
  private static final Set<String> MIRRORED = Set.of("Conv1D", "Conv2D", "Conv3D");

  private static final String NORMALIZATION = "ops.L2Normalize";

  private BackendCheck() {}

  static void require(KerasNetwork network, String backend) {
    if (!backend.equals("tensorflow")) {
      network.layers().forEach(layer -> require(layer, backend));
    }
  }

  private static void require(KerasLayer layer, String backend) {
    if (layer.className().equals(NORMALIZATION)) {
      throw layer.unsupported(
          "the model was saved with the backend '"
              + backend
              + "', which normalizes small values differently from TensorFlow: put Keras layers in"
              + " its place");
    }
    KerasLayer computing = layer.computing();
    JsonNode config = computing.config();
    boolean convolution = config.has("kernel_size");
    boolean mirrored = backend.equals("theano") && MIRRORED.contains(computing.className());
    boolean padded = config.path("padding").asText().equals("same");
    if ((convolution && !mirrored) || (padded && !(mirrored && isEven(config)))) {
      throw layer.unsupported(
          "the model was saved with the backend '"
              + backend
              + "', which computes this layer"
              + " differently from TensorFlow: load it in Keras on that backend, convert its kernels"
              + " with keras.utils.convert_all_kernels_in_model, and save it on TensorFlow");
    }
  }

  /** Whether as many zeros go before as after, whatever the length. */
  private static boolean isEven(JsonNode config) {
    return numbers(config.path("strides")).allMatch(stride -> stride == 1)
        && numbers(config.path("kernel_size")).allMatch(size -> size % 2 == 1);
  }

  private static IntStream numbers(JsonNode node) {
    return node.isArray()
        ? IntStream.range(0, node.size()).map(index -> node.path(index).asInt())
        : IntStream.of(node.asInt());
  }
}

package io.github.dl4jdeeplift.keras.build;

import io.github.dl4jdeeplift.keras.config.KerasLayer;
import io.github.dl4jdeeplift.keras.config.KerasNetwork;

/**
 * Refuses what other backends of Keras 2 than TensorFlow computed differently: Theano mirrors the
 * kernels of convolutions, and where windows reach beyond the ends it places them differently.
 */
final class BackendCheck {
  private BackendCheck() {}

  static void require(KerasNetwork network, String backend) {
    if (!backend.equals("tensorflow")) {
      network.layers().forEach(layer -> require(layer, backend));
    }
  }

  private static void require(KerasLayer layer, String backend) {
    boolean convolution = layer.config().has("kernel_size");
    boolean padded = layer.config().path("padding").asText().equals("same");
    if (convolution || padded) {
      throw layer.unsupported(
          "the model was saved with the backend '"
              + backend
              + "', which computes this layer"
              + " differently from TensorFlow: load it in Keras on that backend, convert its kernels"
              + " with keras.utils.convert_all_kernels_in_model, and save it on TensorFlow");
    }
  }
}

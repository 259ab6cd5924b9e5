package io.github.dl4jdeeplift.keras.build;

import io.github.dl4jdeeplift.keras.config.DimensionOrder;
import io.github.dl4jdeeplift.keras.config.KerasLayer;
import io.github.dl4jdeeplift.keras.translate.TensorShape;

/**
 * Refuses convolutions with channels first whose bias Keras 3 adds, on TensorFlow, along the last
 * dimension where that is as long as there are channels (its {@code ops.add}, seen in Keras 3.15).
 * On other backends it adds them to the channels, and the file does not name the backend.
 */
final class BiasVersionCheck {
  private BiasVersionCheck() {}

  static void require(TranslatedNetwork translated, String version) {
    if (version.startsWith("3")) {
      for (KerasLayer layer : translated.network().layers()) {
        TensorShape output = translated.shape(layer.name());
        KerasLayer computing = layer.computing();
        int axis = computing.equals(layer) ? 0 : 1;
        if (isBiased(computing) && output.size(axis) == output.channels()) {
          requireOne(layer, output);
        }
      }
    }
  }

  private static boolean isBiased(KerasLayer layer) {
    return layer.config().has("kernel_size")
        && DimensionOrder.CHANNELS_FIRST.isOf(layer)
        && layer.config().path("use_bias").asBoolean();
  }

  private static void requireOne(KerasLayer layer, TensorShape output) {
    if (output.channels() > 1) {
      throw layer.unsupported(
          "its output "
              + output
              + " has as many channels as its last dimension is long, where Keras 3 adds the bias"
              + " along that dimension on TensorFlow and to the channels elsewhere: build it with"
              + " channels_last, or without a bias");
    }
  }
}

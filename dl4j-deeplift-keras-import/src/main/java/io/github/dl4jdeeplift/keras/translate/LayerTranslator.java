package io.github.dl4jdeeplift.keras.translate;

import io.github.dl4jdeeplift.keras.config.KerasLayer;
import io.github.dl4jdeeplift.keras.config.LayerOptions;
import java.util.List;

/** Translates the layers of one or more classes of Keras. Translators hold no state. */
@FunctionalInterface
interface LayerTranslator {
  /**
   * Translates a layer.
   *
   * @param layer the layer
   * @param options its options; those left unread are refused afterwards
   * @param inputs shapes of its inputs
   */
  Translation translate(KerasLayer layer, LayerOptions options, List<TensorShape> inputs);

  /**
   * Returns whether the translator looks at the arguments of the call; where it does not, a call
   * with others than tensors is refused.
   */
  default boolean readsCall() {
    return false;
  }

  /** Returns whether the first step of a layer's translation is a mask of its input. */
  default boolean makesMask(KerasLayer layer) {
    return false;
  }
}

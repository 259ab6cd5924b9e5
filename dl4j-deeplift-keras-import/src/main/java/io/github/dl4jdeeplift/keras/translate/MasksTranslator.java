package io.github.dl4jdeeplift.keras.translate;

import io.github.dl4jdeeplift.keras.config.KerasLayer;
import io.github.dl4jdeeplift.keras.config.LayerOptions;
import java.util.List;
import java.util.Set;

/** Translates layers that do something with the mask of one or several of their inputs. */
interface MasksTranslator extends LayerTranslator {
  /**
   * Translates a layer that takes a mask, which comes behind its inputs.
   *
   * @param layer the layer
   * @param options its options
   * @param inputs shapes of its inputs
   * @param masked places of the inputs that have the mask
   */
  Translation translateMasked(
      KerasLayer layer, LayerOptions options, List<TensorShape> inputs, Set<Integer> masked);

  /** Returns whether it does so at all. */
  default boolean takesMasks() {
    return true;
  }

  /** Returns whether the mask of these inputs goes on to the layers behind. */
  boolean handsMaskOn(KerasLayer layer, Set<Integer> masked);
}

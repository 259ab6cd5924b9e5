package io.github.dl4jdeeplift.keras.translate;

import io.github.dl4jdeeplift.keras.config.KerasLayer;
import io.github.dl4jdeeplift.keras.config.LayerOptions;

/** Translates layers that take one input and do something with its mask. */
interface MaskedTranslator extends SingleInputTranslator {
  /** The place of the mask, behind the input. */
  int MASK = Translation.input(1);

  /** Translates a layer whose input has a mask. */
  Translation translateMasked(KerasLayer layer, LayerOptions options, TensorShape input);

  /** Returns whether it does so at all. */
  default boolean takesMasks() {
    return true;
  }

  /** Returns whether the mask goes on to the layers behind. */
  boolean handsMaskOn(KerasLayer layer);
}

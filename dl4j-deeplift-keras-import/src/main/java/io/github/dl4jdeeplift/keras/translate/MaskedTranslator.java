package io.github.dl4jdeeplift.keras.translate;

import io.github.dl4jdeeplift.keras.config.KerasLayer;
import io.github.dl4jdeeplift.keras.config.LayerOptions;
import java.util.List;
import java.util.Set;

/** Translates layers that take one input and do something with its mask. */
interface MaskedTranslator extends SingleInputTranslator, MasksTranslator {
  /** The place of the mask, behind the input. */
  int MASK = Translation.input(1);

  /** Translates a layer whose input has a mask. */
  Translation translateMasked(KerasLayer layer, LayerOptions options, TensorShape input);

  /** Returns whether the mask goes on to the layers behind. */
  boolean handsMaskOn(KerasLayer layer);

  @Override
  default Translation translateMasked(
      KerasLayer layer, LayerOptions options, List<TensorShape> inputs, Set<Integer> masked) {
    return translateMasked(layer, options, inputs.get(0));
  }

  @Override
  default boolean handsMaskOn(KerasLayer layer, Set<Integer> masked) {
    return handsMaskOn(layer);
  }
}

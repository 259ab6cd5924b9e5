package io.github.dl4jdeeplift.keras.translate;

import io.github.dl4jdeeplift.keras.config.KerasLayer;
import io.github.dl4jdeeplift.keras.config.LayerOptions;
import java.util.List;

/** Translates layers that take one input. */
interface SingleInputTranslator extends LayerTranslator {
  /** Translates a layer on its input's shape. */
  Translation translate(KerasLayer layer, LayerOptions options, TensorShape input);

  @Override
  default Translation translate(KerasLayer layer, LayerOptions options, List<TensorShape> inputs) {
    if (inputs.size() != 1) {
      throw layer.unsupported("it is called on " + inputs.size() + " inputs, but takes one");
    }
    return translate(layer, options, inputs.get(0));
  }
}

package io.github.dl4jdeeplift.keras.translate;

import io.github.dl4jdeeplift.keras.config.KerasLayer;
import io.github.dl4jdeeplift.keras.config.LayerOptions;

/** {@code Flatten}: a reshape, whose order is Keras's since all arrays are channels last. */
final class FlattenTranslator implements SingleInputTranslator {
  @Override
  public Translation translate(KerasLayer layer, LayerOptions options, TensorShape input) {
    options.requireChannelsLast();
    for (int dimension = 0; dimension < input.rank(); dimension++) {
      input.known(layer, dimension);
    }
    return Reshapes.to(TensorShape.of(input.length()));
  }
}

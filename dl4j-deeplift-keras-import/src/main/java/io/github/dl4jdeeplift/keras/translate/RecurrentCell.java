package io.github.dl4jdeeplift.keras.translate;

import io.github.dl4jdeeplift.keras.config.KerasLayer;
import io.github.dl4jdeeplift.keras.config.LayerOptions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.deeplearning4j.nn.conf.layers.Layer;

/**
 * A recurrent layer that goes forwards and gives all time steps.
 *
 * @param layer the layer of Deeplearning4j
 * @param units channels of its output
 * @param weights the arrays that Keras stores
 * @param constants parameters that stay 0
 */
record RecurrentCell(Layer layer, int units, List<WeightSlot> weights, Set<String> constants) {
  /** Makes the recurrent layer of one class of Keras. */
  @FunctionalInterface
  interface Kind {
    /**
     * Translates what is inside the layer.
     *
     * @param layer the layer
     * @param options its options
     * @param channels channels of its input
     */
    RecurrentCell cell(KerasLayer layer, LayerOptions options, int channels);
  }

  /** Returns the slots with a prefix in front of the names of their parameters. */
  List<WeightSlot> weights(String prefix) {
    List<WeightSlot> prefixed = new ArrayList<>();
    for (WeightSlot slot : weights) {
      prefixed.add(
          new WeightSlot(slot.name(), slot.shape(), prefix + slot.parameter(), 0, slot.arrange()));
    }
    return prefixed;
  }

  /** Returns the constants with a prefix in front of their names. */
  Set<String> constants(String prefix) {
    Set<String> prefixed = new HashSet<>();
    constants.forEach(name -> prefixed.add(prefix + name));
    return prefixed;
  }
}

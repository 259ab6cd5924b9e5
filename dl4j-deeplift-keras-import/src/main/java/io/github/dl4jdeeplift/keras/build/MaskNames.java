package io.github.dl4jdeeplift.keras.build;

import io.github.dl4jdeeplift.keras.config.KerasLayer;
import io.github.dl4jdeeplift.keras.translate.MaskUse;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** The masks that Keras hands on beside the values, each named after the layer that makes it. */
final class MaskNames {
  private final Map<String, String> ofValues = new HashMap<>();
  private final Map<String, String> taken = new HashMap<>();
  private final Map<String, String> arguments;

  /**
   * Begins before the first layer.
   *
   * @param arguments for layers whose file names their mask, the layer that makes it
   */
  MaskNames(Map<String, String> arguments) {
    this.arguments = arguments;
  }

  /**
   * Takes masks through a layer.
   *
   * @param layer the layer, behind those that it takes
   * @return whether it takes a mask
   * @throws io.github.dl4jdeeplift.keras.error.UnsupportedKerasModelException if a mask reaches it
   *     and what it does with that is not known
   */
  boolean through(KerasLayer layer) {
    String mask =
        layer.inputs().stream()
            .map(ofValues::get)
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null);
    if (!Objects.equals(mask, arguments.getOrDefault(layer.name(), mask))) {
      throw layer.unsupported(
          "it is called with the mask of '"
              + arguments.get(layer.name())
              + "', which is not the mask of its input: call it without and save the model again");
    }
    MaskUse use = MaskUse.of(layer, mask != null);
    if (use == MaskUse.MADE) {
      ofValues.put(layer.name(), layer.name());
    }
    if (mask != null && use.handsOn()) {
      ofValues.put(layer.name(), mask);
    }
    if (mask != null && use.takesMask()) {
      taken.put(layer.name(), mask);
    }
    return taken.containsKey(layer.name());
  }

  /** Returns for each layer that takes a mask the layer that makes it. */
  Map<String, String> taken() {
    return Map.copyOf(taken);
  }
}

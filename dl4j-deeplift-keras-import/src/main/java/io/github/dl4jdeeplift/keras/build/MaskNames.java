package io.github.dl4jdeeplift.keras.build;

import io.github.dl4jdeeplift.keras.config.KerasLayer;
import io.github.dl4jdeeplift.keras.translate.MaskUse;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The masks that Keras hands on beside the values, each named after the layer that makes it. */
final class MaskNames {
  private final Map<String, String> ofValues = new HashMap<>();
  private final Map<String, String> taken = new HashMap<>();
  private final Set<String> joined = new HashSet<>();
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
   * @return the places of the inputs whose mask it takes; none where it takes no mask
   * @throws io.github.dl4jdeeplift.keras.error.UnsupportedKerasModelException if a mask reaches it
   *     and what it does with that is not known
   */
  Set<Integer> through(KerasLayer layer) {
    Map<Integer, String> masks = new TreeMap<>();
    for (int place = 0; place < layer.inputs().size(); place++) {
      String mask = ofValues.get(layer.inputs().get(place));
      if (mask != null) {
        masks.put(place, mask);
      }
    }
    requireArgument(layer, masks.isEmpty() ? null : masks.values().iterator().next());
    MaskUse use = MaskUse.of(layer, masks.keySet());
    if (use == MaskUse.MADE) {
      ofValues.put(layer.name(), layer.name());
    } else if (use != MaskUse.ENDED) {
      hand(layer, use, new TreeSet<>(masks.values()));
      boolean alike = MaskUse.joinsAlike(layer) && masks.size() == layer.inputs().size();
      if (MaskUse.joins(layer) && !alike) {
        joined.add(layer.name());
      }
    }
    return taken.containsKey(layer.name()) ? masks.keySet() : Set.of();
  }

  private void requireArgument(KerasLayer layer, @Nullable String mask) {
    if (!Objects.equals(mask, arguments.getOrDefault(layer.name(), mask))) {
      throw layer.unsupported(
          "it is called with the mask of '"
              + arguments.get(layer.name())
              + "', which is not the mask of its input: call it without and save the model again");
    }
  }

  private void hand(KerasLayer layer, MaskUse use, Set<String> masks) {
    if (masks.size() > 1) {
      throw layer.unsupported(
          "its inputs have the masks of several layers, " + masks + ": one is supported");
    }
    String mask = masks.iterator().next();
    if (use.handsOn()) {
      ofValues.put(layer.name(), mask);
    }
    if (use.takesMask()) {
      taken.put(layer.name(), mask);
    }
  }

  /** Returns the layers that join masked values as versions of Keras do differently. */
  Set<String> joined() {
    return Set.copyOf(joined);
  }

  /** Returns for each layer that takes a mask the layer that makes it. */
  Map<String, String> taken() {
    return Map.copyOf(taken);
  }
}

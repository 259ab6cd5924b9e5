package io.github.dl4jdeeplift.network;

import io.github.dl4jdeeplift.graph.LayerId;
import io.github.dl4jdeeplift.rule.UnsupportedLayerException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The layers of a network that cannot be explained, in order, each with its reasons. */
final class RefusedLayers {
  private final Map<LayerId, String> reasons = new LinkedHashMap<>();

  void add(LayerId layer, String reason) {
    reasons.merge(layer, reason, (one, other) -> one + "; " + other);
  }

  /** Returns why a layer is refused, or null where it is not. */
  @Nullable String reason(LayerId layer) {
    return reasons.get(layer);
  }

  /**
   * Refuses the network.
   *
   * @throws UnsupportedLayerException naming every layer, if there are any
   */
  void requireNone() {
    if (!reasons.isEmpty()) {
      throw new UnsupportedLayerException(
          "cannot explain "
              + (reasons.size() == 1 ? "1 layer: " : reasons.size() + " layers: ")
              + reasons.entrySet().stream()
                  .map(refusal -> refusal.getKey() + ": " + refusal.getValue())
                  .collect(Collectors.joining("; "))
              + ". A rule of your own can be given by builder.rule(TheLayer.class, TheRule::new)");
    }
  }
}

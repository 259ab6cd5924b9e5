package io.github.dl4jdeeplift.engine;

import java.util.Map;
import java.util.Set;

/**
 * Where contributions are wanted besides the network's inputs, and of what kind.
 *
 * @param hidden names of nodes
 * @param channelAxes for network inputs of which hypothetical contributions are wanted, the
 *     dimension of their channels, the batch counted as 0
 */
public record Places(Set<String> hidden, Map<String, Integer> channelAxes) {
  /** The network's inputs alone. */
  public static final Places INPUTS = new Places(Set.of(), Map.of());

  /** Copies the sets. */
  public Places {
    hidden = Set.copyOf(hidden);
    channelAxes = Map.copyOf(channelAxes);
  }
}

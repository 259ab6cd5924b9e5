package io.github.dl4jdeeplift.graph;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What will be done at a layer, vertex or preprocessor, or why it cannot be explained.
 *
 * @param layer its identity
 * @param rules what is done at each of its nodes, in order; empty where it has no rule
 * @param refusal why it cannot be explained; null where it can
 */
public record LayerOutline(LayerId layer, List<String> rules, @Nullable String refusal) {
  /** Copies the list. */
  public LayerOutline {
    rules = List.copyOf(rules);
  }
}

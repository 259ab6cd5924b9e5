package io.github.dl4jdeeplift.rule;

import java.util.List;
import java.util.Optional;

/**
 * Brings the rules of layers that another module defines, found by {@link java.util.ServiceLoader},
 * so that networks with such layers need no set-up.
 */
public interface RuleProvider {
  /** Returns the rows to add to the table. */
  List<RuleRow<?>> rows();

  /** Returns the layers of the module that cannot be explained, each with the reason. */
  default List<Refusal> refusals() {
    return List.of();
  }

  /**
   * Returns the nodes of a layer whose class is in no row, for kinds of layers that users make
   * classes of.
   *
   * @param layer its view
   * @return its nodes; empty where the provider does not know the kind
   * @throws UnsupportedLayerException with the reason, where this one cannot be explained
   */
  default Optional<Expansion> nodesOf(LayerView<?> layer) {
    return Optional.empty();
  }
}

package io.github.dl4jdeeplift.rule;

import java.util.List;

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
}

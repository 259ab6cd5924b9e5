package io.github.dl4jdeeplift.rule;

import java.util.function.Function;

/**
 * One row of the {@link RuleTable}: a class of Deeplearning4j and the rules that explain it.
 *
 * @param <T> the class
 * @param type a configuration class of a layer, vertex or preprocessor; met exactly, never by its
 *     subclasses
 * @param nodes the nodes that one such layer becomes; may throw {@link UnsupportedLayerException}
 *     with the reason why this one cannot be explained
 */
public record RuleRow<T>(Class<T> type, Function<LayerView<T>, Expansion> nodes) {
  /**
   * Makes a row of a single rule.
   *
   * @param type the class
   * @param rule makes the rule
   */
  public static <T> RuleRow<T> of(Class<T> type, Function<LayerView<T>, Rule> rule) {
    return new RuleRow<>(type, layer -> Expansion.chain(rule.apply(layer)));
  }

  Expansion nodesOf(LayerView<?> layer) {
    return nodes.apply(layer.of(type.cast(layer.configuration())));
  }
}

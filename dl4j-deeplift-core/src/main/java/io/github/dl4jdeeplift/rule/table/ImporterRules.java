package io.github.dl4jdeeplift.rule.table;

import io.github.dl4jdeeplift.rule.Expansion;
import io.github.dl4jdeeplift.rule.LayerView;
import io.github.dl4jdeeplift.rule.Refusal;
import io.github.dl4jdeeplift.rule.RuleRow;
import io.github.dl4jdeeplift.rule.shape.PermuteRule;
import io.github.dl4jdeeplift.rule.shape.ReshapeRule;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The table's rows for classes of Deeplearning4j's own Keras importer, which are there only where
 * its users have it: they are met by name.
 */
final class ImporterRules {
  private static final String IMPORTER = "org.deeplearning4j.nn.modelimport.keras.";

  static final List<RuleRow<?>> ROWS =
      named(IMPORTER + "preprocessors.TensorFlowCnnToFeedForwardPreProcessor").stream()
          .<RuleRow<?>>map(type -> row(type, layer -> channelsLastFlat()))
          .toList();

  static final List<Refusal> REFUSALS =
      Stream.of("layers.TFOpLayer")
          .flatMap(name -> named(IMPORTER + name).stream())
          .map(
              type ->
                  new Refusal(
                      type,
                      "it runs a graph of TensorFlow, whose operations have no rules: build the"
                          + " model of Keras layers, or of a SameDiff layer of your own"))
          .toList();

  private ImporterRules() {}

  /**
   * {@code [channels, height, width]} to a row in the order of {@code [height, width, channels]}.
   */
  private static Expansion channelsLastFlat() {
    return Expansion.chain(new PermuteRule(0, 2, 3, 1), ReshapeRule.flatten());
  }

  private static <T> RuleRow<T> row(Class<T> type, Function<LayerView<T>, Expansion> nodes) {
    return new RuleRow<>(type, nodes);
  }

  private static Optional<Class<?>> named(String name) {
    try {
      return Optional.of(
          Class.forName(name, /* initialize= */ false, ImporterRules.class.getClassLoader()));
    } catch (ClassNotFoundException e) {
      return Optional.empty();
    }
  }
}

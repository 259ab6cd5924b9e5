package io.github.dl4jdeeplift.rule;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/**
 * The one place where a class of Deeplearning4j meets a rule.
 *
 * <p>Classes are met exactly: a subclass may compute something else (Deeplearning4j's
 * Deconvolution2D extends its ConvolutionLayer). The user's rows win over those of {@link
 * RuleProvider}s, which win over those of this library.
 */
public final class RuleTable {
  private final Map<Class<?>, RuleRow<?>> rows;

  private RuleTable(Map<Class<?>, RuleRow<?>> rows) {
    this.rows = Map.copyOf(rows);
  }

  /**
   * Returns this library's table with the rows of all providers on the class path and the user's.
   *
   * @param userRows rows that win over all others
   * @throws IllegalArgumentException if two of the user's rows are for one class
   */
  public static RuleTable with(List<RuleRow<?>> userRows) {
    Map<Class<?>, RuleRow<?>> rows = new HashMap<>();
    Stream.of(
            LayerRules.ROWS,
            ConvolutionRules.ROWS,
            ResizingRules.ROWS,
            OutputRules.ROWS,
            WrapperRules.ROWS,
            RecurrentRules.ROWS,
            AttentionRules.ROWS,
            VertexRules.ROWS,
            PreprocessorRules.ROWS)
        .flatMap(List::stream)
        .forEach(row -> rows.put(row.type(), row));
    for (RuleProvider provider : ServiceLoader.load(RuleProvider.class)) {
      provider.rows().forEach(row -> rows.put(row.type(), row));
    }
    Map<Class<?>, RuleRow<?>> own = new HashMap<>();
    for (RuleRow<?> row : userRows) {
      if (own.put(row.type(), row) != null) {
        throw new IllegalArgumentException(
            "two rules were given for " + row.type().getName() + "; give one");
      }
    }
    rows.putAll(own);
    return new RuleTable(rows);
  }

  /**
   * Looks up the nodes of a layer, vertex or preprocessor.
   *
   * @param layer its view
   * @return its nodes; empty where its class is in no row
   * @throws UnsupportedLayerException with the reason, where the class is known but this one cannot
   *     be explained
   */
  public Optional<Expansion> nodesOf(LayerView<?> layer) {
    RuleRow<?> row = rows.get(layer.configuration().getClass());
    return row == null ? Optional.empty() : Optional.of(row.nodesOf(layer));
  }
}

package io.github.dl4jdeeplift.rule;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.deeplearning4j.nn.conf.graph.FrozenVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.graph.StackVertex;
import org.deeplearning4j.nn.conf.graph.UnstackVertex;
import org.deeplearning4j.nn.conf.preprocessor.ComposableInputPreProcessor;

/**
 * The one place where a class of Deeplearning4j meets a rule.
 *
 * <p>Classes are met exactly: a subclass may compute something else (Deeplearning4j's
 * Deconvolution2D extends its ConvolutionLayer). The user's rows win over those of {@link
 * RuleProvider}s, which win over those of this library. Only a class in no row is offered to the
 * providers as a member of its kind, such as a layer that its user defines as a SameDiff graph.
 */
public final class RuleTable {
  /**
   * Classes without rows of their own, since what they hold is looked up instead: layers as
   * vertices, preprocessors as vertices, frozen vertices and chains of preprocessors.
   */
  public static final Set<Class<?>> OPENED =
      Set.of(
          LayerVertex.class,
          PreprocessorVertex.class,
          FrozenVertex.class,
          StackVertex.class,
          UnstackVertex.class,
          ComposableInputPreProcessor.class);

  private final Map<Class<?>, RuleRow<?>> rows;
  private final Map<Class<?>, Refusal> refusals;
  private final List<RuleProvider> providers;

  private RuleTable(
      Map<Class<?>, RuleRow<?>> rows,
      Map<Class<?>, Refusal> refusals,
      List<RuleProvider> providers) {
    this.rows = Map.copyOf(rows);
    this.refusals = Map.copyOf(refusals);
    this.providers = List.copyOf(providers);
  }

  /**
   * Returns the table of providers' rows and the user's.
   *
   * @param providers the providers; a later one's rows win over an earlier one's
   * @param userRows rows that win over all others
   * @throws IllegalArgumentException if two of the user's rows are for one class
   */
  public static RuleTable of(List<RuleProvider> providers, List<RuleRow<?>> userRows) {
    Map<Class<?>, RuleRow<?>> rows = new HashMap<>();
    Map<Class<?>, Refusal> refusals = new HashMap<>();
    for (RuleProvider provider : providers) {
      provider.rows().forEach(row -> rows.put(row.type(), row));
      provider.refusals().forEach(refusal -> refusals.put(refusal.type(), refusal));
    }
    rows.putAll(byType(userRows));
    refusals.keySet().removeAll(rows.keySet());
    return new RuleTable(rows, refusals, providers);
  }

  private static Map<Class<?>, RuleRow<?>> byType(List<RuleRow<?>> userRows) {
    Map<Class<?>, RuleRow<?>> own = new HashMap<>();
    for (RuleRow<?> row : userRows) {
      if (own.put(row.type(), row) != null) {
        throw new IllegalArgumentException(
            "two rules were given for " + row.type().getName() + "; give one");
      }
    }
    return own;
  }

  /** Returns all rows, ordered by the name of their class. */
  public List<RuleRow<?>> rows() {
    return rows.values().stream()
        .sorted(Comparator.comparing((RuleRow<?> row) -> row.type().getName()))
        .toList();
  }

  /** Returns all classes that are known and refused, ordered by name; none of them has a row. */
  public List<Refusal> refusals() {
    return refusals.values().stream()
        .sorted(Comparator.comparing(refusal -> refusal.type().getName()))
        .toList();
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
    Refusal refusal = refusals.get(layer.configuration().getClass());
    if (refusal != null) {
      throw new UnsupportedLayerException(refusal.reason());
    }
    RuleRow<?> row = rows.get(layer.configuration().getClass());
    if (row != null) {
      return Optional.of(row.nodesOf(layer));
    }
    return providers.stream()
        .map(provider -> provider.nodesOf(layer))
        .flatMap(Optional::stream)
        .findFirst();
  }
}

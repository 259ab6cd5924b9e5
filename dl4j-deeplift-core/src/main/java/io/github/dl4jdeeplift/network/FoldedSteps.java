package io.github.dl4jdeeplift.network;

import io.github.dl4jdeeplift.rule.Expansion;
import io.github.dl4jdeeplift.rule.Rule;
import io.github.dl4jdeeplift.rule.UnsupportedLayerException;
import io.github.dl4jdeeplift.rule.activation.NonlinearityNode;
import io.github.dl4jdeeplift.rule.arithmetic.BatchNormalizationRule;
import io.github.dl4jdeeplift.rule.function.Prelu;
import io.github.dl4jdeeplift.rule.sequence.EachStepRule;
import io.github.dl4jdeeplift.rule.shape.IdentityRule;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.deeplearning4j.nn.conf.preprocessor.CnnToRnnPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToRnnPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.RnnToCnnPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.RnnToFeedForwardPreProcessor;

/**
 * The values of a network in which Deeplearning4j has folded time into the batch, as images of a
 * video: from an RnnToCnnPreProcessor to a CnnToRnn- or FeedForwardToRnnPreProcessor.
 *
 * <p>Here they are {@code [time, shape...]} for each example, and the layers between work on each
 * step. So the batch dimension counts examples everywhere. The rows of an
 * RnnToFeedForwardPreProcessor are {@code [time, channels]}, or {@code [channels]} where it has
 * nothing to fold, and most layers work on the last dimension anyway.
 */
final class FoldedSteps {
  private final Set<String> values = new HashSet<>();
  private final Set<String> rows = new HashSet<>();

  boolean has(String value) {
    return values.contains(value);
  }

  /** Tells whether a preprocessor takes time out of the batch again. */
  static boolean ends(Object configuration) {
    return configuration instanceof CnnToRnnPreProcessor
        || configuration instanceof FeedForwardToRnnPreProcessor;
  }

  /** Notes that a value is as another. */
  void handOn(String from, String to) {
    if (has(from)) {
      values.add(to);
    }
    if (rows.contains(from)) {
      rows.add(to);
    }
  }

  /**
   * Returns the nodes of a layer for what it reads.
   *
   * @param name the layer's name
   * @param configuration its configuration
   * @param inputs names of the values it reads
   * @param nodes its nodes for examples
   * @throws UnsupportedLayerException if it reads steps beside examples, or the masks of steps
   */
  Expansion through(String name, Object configuration, List<String> inputs, Expansion nodes) {
    if (configuration instanceof RnnToCnnPreProcessor) {
      values.add(name);
      return nodes;
    }
    if (ends(configuration)) {
      return nodes;
    }
    if (inputs.stream().noneMatch(this::has)) {
      return throughRows(name, configuration, inputs, nodes);
    }
    values.add(name);
    requireSteps(inputs, nodes);
    return mapped(nodes, FoldedSteps::atEachStep);
  }

  private Expansion throughRows(
      String name, Object configuration, List<String> inputs, Expansion nodes) {
    boolean readsRows = inputs.stream().anyMatch(rows::contains);
    if (readsRows || configuration instanceof RnnToFeedForwardPreProcessor) {
      rows.add(name);
    }
    return readsRows
        ? mapped(nodes, rule -> rule instanceof BatchNormalizationRule norm ? norm.ofRows() : rule)
        : nodes;
  }

  private static Expansion mapped(Expansion nodes, UnaryOperator<Rule> change) {
    return new Expansion(
        nodes.parts().stream()
            .map(part -> new Expansion.Part(change.apply(part.rule()), part.from()))
            .toList());
  }

  private void requireSteps(List<String> inputs, Expansion nodes) {
    if (!inputs.stream().allMatch(this::has)) {
      throw new UnsupportedLayerException(
          "of its inputs "
              + inputs
              + " some have a row for each time step and others one for each example: put a"
              + " CnnToRnnPreProcessor before it");
    }
    boolean readsMask =
        nodes.parts().stream().flatMap(part -> part.from().stream()).anyMatch(Expansion::isMask);
    if (readsMask) {
      throw new UnsupportedLayerException(
          "a mask reaches it among time steps that stand in the batch, where it has no masked form:"
              + " put a CnnToRnnPreProcessor before it");
    }
  }

  /** What works number by number needs no folding, and its rule can still be chosen. */
  private static Rule atEachStep(Rule rule) {
    boolean byNumber =
        rule instanceof NonlinearityNode node && !(node.nonlinearity() instanceof Prelu);
    return byNumber || rule instanceof IdentityRule ? rule : new EachStepRule(rule);
  }
}

package io.github.dl4jdeeplift;

import io.github.dl4jdeeplift.graph.Node;
import io.github.dl4jdeeplift.graph.NodeGraph;
import io.github.dl4jdeeplift.rule.Rule;
import io.github.dl4jdeeplift.rule.activation.GradientRule;
import io.github.dl4jdeeplift.rule.activation.NonlinearityNode;
import io.github.dl4jdeeplift.rule.activation.RescaleRule;
import io.github.dl4jdeeplift.rule.activation.RevealCancelRule;
import io.github.dl4jdeeplift.rule.arithmetic.LookupRule;
import io.github.dl4jdeeplift.rule.sequence.EachStepRule;
import io.github.dl4jdeeplift.rule.sequence.LstmRule;
import io.github.dl4jdeeplift.rule.sequence.RecurrentAttentionRule;
import io.github.dl4jdeeplift.rule.sequence.SimpleRecurrentRule;
import io.github.dl4jdeeplift.rule.window.CrossMaxRule;
import io.github.dl4jdeeplift.rule.window.MaximumRule;
import io.github.dl4jdeeplift.rule.window.PaperMaximumRule;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The user's choices among the method's rules.
 *
 * @param general for nonlinearities
 * @param ofLayers for the nonlinearities of some layers, by name
 * @param maximum for maxima; null to follow {@code general}
 */
record RuleChoices(
    NonlinearityRule general,
    Map<String, NonlinearityRule> ofLayers,
    @Nullable MaxPoolingRule maximum) {
  RuleChoices {
    ofLayers = Map.copyOf(ofLayers);
  }

  /**
   * Gives each node of a graph the rule that was chosen.
   *
   * @throws IllegalArgumentException if a choice is for a layer that is not there or has no
   *     nonlinearity, or if genomics-default finds nothing to go by
   */
  NodeGraph in(NodeGraph graph) {
    ofLayers.keySet().forEach(layer -> requireNonlinearity(graph, layer));
    return graph.map(node -> node.with(chosen(graph, node)));
  }

  private static void requireNonlinearity(NodeGraph graph, String layer) {
    List<Node> nodes =
        graph.nodes().stream().filter(node -> node.layer().name().equals(layer)).toList();
    if (nodes.isEmpty()) {
      throw new IllegalArgumentException(
          "a rule was chosen for layer '" + layer + "', " + LayerNames.missing(graph, layer));
    }
    if (nodes.stream().anyMatch(node -> isRecurrent(node.rule()))) {
      throw new IllegalArgumentException(
          "a rule was chosen for layer "
              + nodes.get(0).layer()
              + ", whose activations are explained by Rescale: RevealCancel is not defined for them,"
              + " since every step's parts would have to be told through the gates of all steps"
              + " before it; leave the choice out");
    }
    if (nodes.stream().noneMatch(node -> atOneStep(node.rule()) instanceof NonlinearityNode)) {
      throw new IllegalArgumentException(
          "a rule was chosen for layer "
              + nodes.get(0).layer()
              + ", which has no nonlinearity of one number: choose it for the layer that applies the"
              + " activation function");
    }
  }

  private static boolean isRecurrent(Rule rule) {
    return rule instanceof LstmRule
        || rule instanceof SimpleRecurrentRule
        || rule instanceof RecurrentAttentionRule;
  }

  private static Rule atOneStep(Rule rule) {
    return rule instanceof EachStepRule steps ? steps.inner() : rule;
  }

  private Rule chosen(NodeGraph graph, Node node) {
    Rule rule = node.rule();
    if (rule instanceof EachStepRule steps) {
      return new EachStepRule(chosen(graph, node.with(steps.inner())));
    }
    if (rule instanceof NonlinearityNode nonlinearity) {
      NonlinearityRule choice = ofLayers.getOrDefault(node.layer().name(), general);
      return chosen(nonlinearity, resolved(choice, graph, node));
    }
    if (rule instanceof MaximumRule pooling) {
      return chosen(pooling);
    }
    // An index has no derivative; its row is a linear function of the one-hot vector it stands for.
    boolean isLinear = rule.isLinear() || rule instanceof LookupRule;
    boolean byGradient = general == NonlinearityRule.GRADIENT && !isLinear;
    return byGradient ? new GradientRule(rule) : rule;
  }

  private static NonlinearityRule resolved(NonlinearityRule choice, NodeGraph graph, Node node) {
    return choice == NonlinearityRule.GENOMICS_DEFAULT ? GenomicsDefault.of(graph, node) : choice;
  }

  private static Rule chosen(NonlinearityNode node, NonlinearityRule choice) {
    return switch (choice) {
      case RESCALE -> new RescaleRule(node.nonlinearity());
      case REVEAL_CANCEL -> new RevealCancelRule(node.nonlinearity());
      case GRADIENT -> new GradientRule(new RescaleRule(node.nonlinearity()));
      case GENOMICS_DEFAULT -> throw new IllegalStateException("was to be resolved");
    };
  }

  private Rule chosen(MaximumRule rule) {
    MaxPoolingRule byDefault =
        general == NonlinearityRule.GRADIENT
            ? MaxPoolingRule.GRADIENT_AT_INPUT
            : MaxPoolingRule.CROSS_MAX;
    return switch (maximum == null ? byDefault : maximum) {
      case CROSS_MAX -> CrossMaxRule.like(rule);
      case PAPER -> PaperMaximumRule.like(rule);
      case GRADIENT_AT_INPUT ->
          new GradientRule(CrossMaxRule.like(rule), "max pooling, gradient at the input's maximum");
    };
  }
}

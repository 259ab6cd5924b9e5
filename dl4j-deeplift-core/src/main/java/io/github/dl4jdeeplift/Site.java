package io.github.dl4jdeeplift;

import io.github.dl4jdeeplift.graph.Node;
import io.github.dl4jdeeplift.graph.NodeGraph;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a target lies, apart from the index.
 *
 * @param kind before or after an output's probabilities, or at a layer
 * @param name the output's or layer's name; null for the network's one output
 */
record Site(Kind kind, @Nullable String name) {
  /** The kinds of sites. */
  enum Kind {
    LOGIT,
    NORMALIZED_LOGIT,
    PROBABILITY,
    LAYER
  }

  /**
   * Returns the graph in which {@link #node} has the explained value.
   *
   * @throws IllegalArgumentException if the graph has no such target
   */
  NodeGraph in(NodeGraph graph) {
    return switch (kind) {
      case LOGIT -> graph.withLogits(outputOf(graph), node(graph));
      case NORMALIZED_LOGIT ->
          graph
              .withNormalizedLogits(outputOf(graph), node(graph))
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "output "
                              + outputOf(graph)
                              + " does not end in softmax, so there are no classes to normalize"
                              + " over; leave meanNormalized() out"));
      case PROBABILITY -> {
        requireProbabilities(graph);
        yield graph;
      }
      case LAYER -> graph;
    };
  }

  /**
   * Returns the name of the explained node.
   *
   * @throws IllegalArgumentException if the graph has no such target
   */
  String node(NodeGraph graph) {
    return switch (kind) {
      case LOGIT -> outputOf(graph) + " (logits)";
      case NORMALIZED_LOGIT -> outputOf(graph) + " (normalized logits)";
      case PROBABILITY -> outputOf(graph);
      case LAYER -> layerIn(graph);
    };
  }

  /**
   * Returns the name of the layer or output that the target lies in.
   *
   * @throws IllegalArgumentException if the graph has no such target
   */
  String layer(NodeGraph graph) {
    return kind == Kind.LAYER ? layerIn(graph) : outputOf(graph);
  }

  private void requireProbabilities(NodeGraph graph) {
    if (!graph.endsInProbabilities(outputOf(graph))) {
      throw new IllegalArgumentException(
          "output "
              + outputOf(graph)
              + " ends in neither softmax nor sigmoid, so it holds no probabilities; use"
              + " Target.logit(..)");
    }
  }

  private String outputOf(NodeGraph graph) {
    List<String> outputs = graph.outputs();
    if (name == null && outputs.size() > 1) {
      throw new IllegalArgumentException(
          "the network has several outputs, "
              + outputs
              + "; name one by Target.output(name, ..) or ofOutput(name)");
    }
    if (name != null && !outputs.contains(name)) {
      throw new IllegalArgumentException(
          "no output is named '" + name + "'; the outputs are " + outputs);
    }
    return name == null ? outputs.get(0) : name;
  }

  private String layerIn(NodeGraph graph) {
    Node found = name == null ? null : graph.find(name);
    if (found == null) {
      throw new IllegalArgumentException(
          "the target is in layer '"
              + name
              + "', "
              + LayerNames.missing(graph, String.valueOf(name)));
    }
    return found.name();
  }
}

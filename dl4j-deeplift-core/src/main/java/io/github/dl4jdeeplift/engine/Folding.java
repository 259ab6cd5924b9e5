package io.github.dl4jdeeplift.engine;

import io.github.dl4jdeeplift.graph.Node;
import io.github.dl4jdeeplift.graph.NodeGraph;
import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.WeightedRule;
import io.github.dl4jdeeplift.rule.arithmetic.BatchNormalizationRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Joins batch normalization to the weights of the dense layer or convolution in front of it, where
 * nothing else reads or asks for what that hands on. Two affine maps are one, forward and back.
 */
final class Folding {
  private final NodeGraph graph;
  private final Map<String, Shape> shapes;
  private final Set<String> wanted;

  private Folding(NodeGraph graph, Map<String, Shape> shapes, Set<String> wanted) {
    this.graph = graph;
    this.shapes = shapes;
    this.wanted = wanted;
  }

  /**
   * Joins what can be joined.
   *
   * @param graph the graph
   * @param shapes shapes of its values for one example, by name
   * @param wanted names of values that somebody asks for
   */
  static NodeGraph of(NodeGraph graph, Map<String, Shape> shapes, Set<String> wanted) {
    return new Folding(graph, shapes, wanted).folded();
  }

  private NodeGraph folded() {
    List<Node> nodes = new ArrayList<>(graph.nodes());
    for (Node node : graph.nodes()) {
      Node before = onlyInput(node);
      WeightedRule joined = before == null ? null : joined(node, before).orElse(null);
      if (before != null && joined != null) {
        nodes.set(
            nodes.indexOf(node), new Node(node.name(), node.layer(), joined, before.inputs()));
        nodes.remove(before);
      }
    }
    return new NodeGraph(graph.inputs(), graph.outputs(), nodes);
  }

  private Optional<WeightedRule> joined(Node node, Node before) {
    return node.rule() instanceof BatchNormalizationRule normalization
            && before.rule() instanceof WeightedRule weighted
        ? normalization.joinedTo(weighted, SameDiffRunner.required(shapes, before.name()))
        : Optional.empty();
  }

  /** Returns the node in front where no other node reads it and nobody asks for its value. */
  private @Nullable Node onlyInput(Node node) {
    Node before = node.inputs().size() == 1 ? graph.find(node.inputs().get(0)) : null;
    if (before == null
        || wanted.contains(before.name())
        || graph.outputs().contains(before.name())) {
      return null;
    }
    long readers =
        graph.nodes().stream().filter(other -> other.inputs().contains(before.name())).count();
    return readers == 1 ? before : null;
  }
}

package io.github.dl4jdeeplift.engine;

import io.github.dl4jdeeplift.graph.Node;
import io.github.dl4jdeeplift.graph.NodeGraph;
import io.github.dl4jdeeplift.rule.Rule;
import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.shape.PermuteRule;
import io.github.dl4jdeeplift.rule.window.ChannelOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Turns convolutions and poolings of data whose channels come first to channels last, with what
 * works number by number between them. Values that other nodes read, or that somebody asks for,
 * keep their order and their name: a permutation stands in front of them.
 */
final class ChannelsLast {
  private final NodeGraph graph;
  private final Map<String, Shape> shapes;
  private final Set<String> wanted;
  private final List<Node> nodes = new ArrayList<>();

  /** Names of the values whose channels come last, by the names of those in the old order. */
  private final Map<String, String> turned = new HashMap<>();

  private final Set<String> known;

  private ChannelsLast(NodeGraph graph, Map<String, Shape> shapes, Set<String> wanted) {
    this.graph = graph;
    this.shapes = shapes;
    this.wanted = new HashSet<>(wanted);
    this.wanted.addAll(graph.outputs());
    this.known = new HashSet<>(graph.inputs());
  }

  /**
   * Turns what can be turned.
   *
   * @param graph the graph
   * @param shapes shapes of its values for one example, by name
   * @param wanted names of values that somebody asks for
   */
  static NodeGraph of(NodeGraph graph, Map<String, Shape> shapes, Set<String> wanted) {
    return new ChannelsLast(graph, shapes, wanted).turned();
  }

  private NodeGraph turned() {
    graph.nodes().forEach(this::add);
    return new NodeGraph(graph.inputs(), graph.outputs(), nodes);
  }

  private void add(Node node) {
    Optional<Rule> twin = ChannelOrder.channelsLast(node.rule());
    if (twin.isPresent()) {
      node.inputs().forEach(input -> turn(input, node));
      addTurned(node, twin.get());
    } else if (isIndifferent(node)) {
      addTurned(node, node.rule());
    } else {
      node.inputs().forEach(input -> turnBack(input, node));
      nodes.add(node);
      known.add(node.name());
    }
  }

  private boolean isIndifferent(Node node) {
    return turned.keySet().containsAll(node.inputs())
        && ChannelOrder.isIndifferent(
            node.rule(),
            node.inputs().stream().map(name -> SameDiffRunner.required(shapes, name)).toList());
  }

  private void addTurned(Node node, Rule rule) {
    List<String> inputs = node.inputs().stream().map(turned::get).toList();
    String name = nameOf(node.name());
    nodes.add(new Node(name, node.layer(), rule, inputs));
    turned.put(node.name(), name);
    if (wanted.contains(node.name())) {
      // Others read it from here, so that all multipliers meet.
      turnBack(node.name(), node);
      turned.remove(node.name());
    }
  }

  private String nameOf(String name) {
    return name + " (channels last " + nodes.size() + ")";
  }

  private void turn(String value, Node reader) {
    if (!turned.containsKey(value)) {
      int rank = SameDiffRunner.required(shapes, value).rank();
      int[] order = new int[rank + 1];
      for (int axis = 1; axis < rank; axis++) {
        order[axis] = axis + 1;
      }
      order[rank] = 1;
      String name = nameOf(value);
      nodes.add(new Node(name, reader.layer(), new PermuteRule(order), List.of(value)));
      turned.put(value, name);
    }
  }

  private void turnBack(String value, Node reader) {
    String from = turned.get(value);
    if (from != null && known.add(value)) {
      int rank = SameDiffRunner.required(shapes, value).rank();
      int[] order = new int[rank + 1];
      order[1] = rank;
      for (int axis = 2; axis <= rank; axis++) {
        order[axis] = axis - 1;
      }
      nodes.add(new Node(value, reader.layer(), new PermuteRule(order), List.of(from)));
    }
  }
}

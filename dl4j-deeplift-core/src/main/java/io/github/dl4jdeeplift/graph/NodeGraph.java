package io.github.dl4jdeeplift.graph;

import io.github.dl4jdeeplift.rule.Rule;
import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.UnsupportedLayerException;
import io.github.dl4jdeeplift.rule.shape.IdentityRule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A network as nodes with rules, in an order in which each comes after its inputs.
 *
 * <p>Nodes, not layers, carry the state of a pass, so that a layer met twice is no special case.
 *
 * @param inputs names of the network's inputs, in order
 * @param outputs names of the nodes that are the network's outputs, in order
 * @param nodes the nodes, in order
 */
public record NodeGraph(List<String> inputs, List<String> outputs, List<Node> nodes) {
  /** Copies the lists, and checks that names are unique and known before they are used. */
  public NodeGraph {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    nodes = List.copyOf(nodes);
    Set<String> known = new HashSet<>(inputs);
    for (Node node : nodes) {
      if (!known.containsAll(node.inputs()) || !known.add(node.name())) {
        throw new IllegalArgumentException(
            "node " + node.name() + " is there twice, or one of " + node.inputs() + " is missing");
      }
    }
    if (!known.containsAll(outputs)) {
      throw new IllegalArgumentException(
          "outputs " + outputs + " are not among the nodes " + known);
    }
  }

  /**
   * Looks up a node.
   *
   * @param name its name
   * @return the node, or null where there is none of that name
   */
  public @Nullable Node find(String name) {
    return nodes.stream().filter(node -> node.name().equals(name)).findFirst().orElse(null);
  }

  /**
   * Works out the shape of every value for one example.
   *
   * @param inputShapes shapes of the network's inputs, in order
   * @return shapes by name of network input and node
   * @throws IllegalArgumentException naming the layer that cannot take its input
   */
  public Map<String, Shape> shapes(List<Shape> inputShapes) {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    for (int index = 0; index < inputs.size(); index++) {
      shapes.put(inputs.get(index), inputShapes.get(index));
    }
    for (Node node : nodes) {
      shapes.put(node.name(), shape(node, node.inputs().stream().map(shapes::get).toList()));
    }
    return shapes;
  }

  private static Shape shape(Node node, List<Shape> inputs) {
    try {
      return node.rule().outputShape(inputs);
    } catch (UnsupportedLayerException e) {
      throw new UnsupportedLayerException("layer " + node.layer() + ": " + e.getMessage());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("layer " + node.layer() + " " + e.getMessage(), e);
    }
  }

  /**
   * Returns the same graph of other nodes.
   *
   * @param change gives the node that takes a node's place, of the same name
   */
  public NodeGraph map(UnaryOperator<Node> change) {
    return new NodeGraph(inputs, outputs, nodes.stream().map(change).toList());
  }

  /** Returns the names of the nodes whose values are worked out for examples alone. */
  public List<String> fixedByExample() {
    return nodes.stream().filter(node -> node.rule().isFixedByExample()).map(Node::name).toList();
  }

  /** Returns the same graph with those nodes as further inputs, {@link #fixedByExample()}. */
  public NodeGraph withFixedAsInputs() {
    List<String> all = new ArrayList<>(inputs);
    all.addAll(fixedByExample());
    return new NodeGraph(
        all, outputs, nodes.stream().filter(node -> !node.rule().isFixedByExample()).toList());
  }

  /**
   * Returns the same graph with other nodes as its outputs.
   *
   * @param others names of nodes
   */
  public NodeGraph withOutputs(List<String> others) {
    return new NodeGraph(inputs, others, nodes);
  }

  /**
   * Returns the graph with one more branch, which gives an output's logits: the final softmax,
   * sigmoid or hard sigmoid in front of the output, if there is one, is the identity there (section
   * 2.4). Nodes that only move numbers are looked through.
   *
   * @param output name of the output
   * @param name name of the branch's last node
   */
  public NodeGraph withLogits(String output, String name) {
    Node last = lastNodeThatComputes(output);
    boolean probabilities = last != null && last.rule().givesProbabilities();
    return withBranch(output, name, probabilities ? new IdentityRule() : null);
  }

  /**
   * Returns the graph with one more branch, which gives an output's logits less their mean over the
   * classes of the final softmax (section 2.5).
   *
   * @param output name of the output
   * @param name name of the branch's last node
   * @return the graph, or nothing where the output does not end in softmax
   */
  public Optional<NodeGraph> withNormalizedLogits(String output, String name) {
    Node last = lastNodeThatComputes(output);
    return last == null
        ? Optional.empty()
        : last.rule().meanNormalized().map(rule -> withBranch(output, name, rule));
  }

  /** Copies the way from the last node that computes to an output, with another rule for it. */
  private NodeGraph withBranch(String output, String name, @Nullable Rule rule) {
    if (find(name) != null) {
      return this;
    }
    List<Node> branched = new ArrayList<>(nodes);
    Node node = find(output);
    String own = name;
    while (node != null && rule != null && node.rule().movesNumbersOnly()) {
      String before = own + "<";
      List<String> read = new ArrayList<>(node.inputs());
      read.set(0, before); // a mask stays what it is
      branched.add(nodes.size(), new Node(own, node.layer(), node.rule(), read));
      own = before;
      node = find(node.inputs().get(0));
    }
    List<String> from = rule == null || node == null ? List.of(output) : node.inputs();
    LayerId layer = node == null ? new LayerId(output, 0, "output") : node.layer();
    Rule first = rule == null ? new IdentityRule() : rule;
    branched.add(nodes.size(), new Node(own, layer, first, from));
    return new NodeGraph(inputs, outputs, branched);
  }

  /**
   * Tells whether a node's value holds probabilities: softmax, sigmoid or hard sigmoid comes last.
   *
   * @param output name of the node
   */
  public boolean endsInProbabilities(String output) {
    Node last = lastNodeThatComputes(output);
    return last != null && last.rule().givesProbabilities();
  }

  private @Nullable Node lastNodeThatComputes(String output) {
    Node last = find(output);
    while (last != null && last.rule().movesNumbersOnly()) {
      last = find(last.inputs().get(0));
    }
    return last;
  }

  /**
   * Returns the part of the graph that leads to a node.
   *
   * @param target name of the node, which becomes the one output
   */
  public NodeGraph leadingTo(String target) {
    return new NodeGraph(inputs, List.of(target), nodesLeadingTo(Set.of(target)));
  }

  /**
   * Returns the part of the graph that leads to its outputs or to other nodes.
   *
   * @param others names of the other nodes
   */
  public NodeGraph leadingTo(Set<String> others) {
    Set<String> wanted = new HashSet<>(others);
    wanted.addAll(outputs);
    return new NodeGraph(inputs, outputs, nodesLeadingTo(wanted));
  }

  private List<Node> nodesLeadingTo(Set<String> targets) {
    Set<String> needed = new HashSet<>(targets);
    List<Node> kept = new ArrayList<>();
    for (int index = nodes.size() - 1; index >= 0; index--) {
      Node node = nodes.get(index);
      if (needed.contains(node.name())) {
        needed.addAll(node.inputs());
        kept.add(0, node);
      }
    }
    return kept;
  }
}

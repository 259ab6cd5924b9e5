package io.github.dl4jdeeplift.graph;

import io.github.dl4jdeeplift.rule.Rule;
import java.util.List;

/**
 * One step of a network: a rule and where its inputs come from.
 *
 * @param name unique in its graph; the layer's own name for the last node of a layer
 * @param layer the layer that the node is a part of
 * @param rule what the node computes and how it is explained
 * @param inputs names of nodes or of network inputs
 */
public record Node(String name, LayerId layer, Rule rule, List<String> inputs) {
  /** Copies the list of inputs. */
  public Node {
    inputs = List.copyOf(inputs);
  }

  /**
   * Returns the same node with another rule.
   *
   * @param other the other rule
   */
  public Node with(Rule other) {
    return new Node(name, layer, other, inputs);
  }
}

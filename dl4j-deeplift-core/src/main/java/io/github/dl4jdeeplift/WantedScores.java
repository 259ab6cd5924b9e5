package io.github.dl4jdeeplift;

import io.github.dl4jdeeplift.engine.Places;
import io.github.dl4jdeeplift.graph.Node;
import io.github.dl4jdeeplift.graph.NodeGraph;
import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.arithmetic.LookupRule;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * The scores that are wanted besides contributions and multipliers of the inputs.
 *
 * @param layers names of hidden layers
 * @param hypothetical channels of the inputs, for hypothetical contributions
 */
record WantedScores(List<String> layers, ChannelAxes hypothetical) {
  WantedScores {
    layers = List.copyOf(layers);
  }

  /**
   * Checks names and counts.
   *
   * @throws IllegalArgumentException if a layer or an input is not there
   */
  void requireIn(NodeGraph graph) {
    for (String layer : layers) {
      if (graph.find(layer) == null) {
        throw new IllegalArgumentException(
            "attributeTo(..) names '" + layer + "', " + LayerNames.missing(graph, layer));
      }
    }
    hypothetical.requireFor(graph.inputs().size(), "hypotheticalContributions(..)");
    if (hypothetical.areWanted()) {
      graph.nodes().forEach(WantedScores::requireNoIndices);
    }
  }

  /** Multipliers of an index say nothing of other indices. */
  private static void requireNoIndices(Node node) {
    if (node.rule() instanceof LookupRule) {
      throw new IllegalArgumentException(
          "hypotheticalContributions(..) are defined for one-hot inputs, but layer "
              + node.layer()
              + " looks its inputs up by index: give it one-hot inputs to a dense layer, or ask for"
              + " contributions alone");
    }
  }

  /**
   * Returns the places for inputs of given shapes.
   *
   * @throws IllegalArgumentException if an input has no such dimension
   */
  Places in(NodeGraph graph, List<Shape> shapes) {
    Map<String, Integer> axes = new LinkedHashMap<>();
    if (hypothetical.areWanted()) {
      List<Integer> ofInputs = hypothetical.in(shapes);
      for (int input = 0; input < shapes.size(); input++) {
        axes.put(graph.inputs().get(input), ofInputs.get(input));
      }
    }
    return new Places(new LinkedHashSet<>(layers), axes);
  }
}

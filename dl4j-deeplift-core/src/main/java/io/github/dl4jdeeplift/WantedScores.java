package io.github.dl4jdeeplift;

import io.github.dl4jdeeplift.engine.Places;
import io.github.dl4jdeeplift.graph.NodeGraph;
import io.github.dl4jdeeplift.rule.Shape;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * The scores that are wanted besides contributions and multipliers of the inputs.
 *
 * @param layers names of hidden layers
 * @param channelAxes dimensions of channels for hypothetical contributions, one for each input or
 *     one for all; none where they are not wanted
 */
record WantedScores(List<String> layers, List<Integer> channelAxes) {
  WantedScores {
    layers = List.copyOf(layers);
    channelAxes = List.copyOf(channelAxes);
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
    int inputs = graph.inputs().size();
    if (channelAxes.size() > 1 && channelAxes.size() != inputs) {
      throw new IllegalArgumentException(
          "hypotheticalContributions(..) has "
              + channelAxes.size()
              + " channel axes for "
              + inputs
              + " inputs; give one for all, or one for each");
    }
  }

  /**
   * Returns the places for inputs of given shapes.
   *
   * @throws IllegalArgumentException if an input has no such dimension
   */
  Places in(NodeGraph graph, List<Shape> shapes) {
    Map<String, Integer> axes = new LinkedHashMap<>();
    for (int input = 0; input < shapes.size() && !channelAxes.isEmpty(); input++) {
      int axis = channelAxes.get(channelAxes.size() == 1 ? 0 : input);
      axes.put(graph.inputs().get(input), batchAxis(axis, shapes.get(input)));
    }
    return new Places(new LinkedHashSet<>(layers), axes);
  }

  private static int batchAxis(int axis, Shape shape) {
    int positive = axis < 0 ? axis + shape.rank() + 1 : axis;
    if (positive < 1 || positive > shape.rank()) {
      throw new IllegalArgumentException(
          "channel axis "
              + axis
              + " is not a dimension of inputs of shape "
              + shape
              + " (batch left out); the batch is 0, the first after it 1");
    }
    return positive;
  }
}

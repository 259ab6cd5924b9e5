package io.github.dl4jdeeplift;

import io.github.dl4jdeeplift.graph.NodeGraph;
import io.github.dl4jdeeplift.rule.Shape;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.exception.DL4JInvalidInputException;

/** The shapes that values have in a network. */
final class NetworkShapes {
  private NetworkShapes() {}

  /**
   * Works out the shape of every value for one example.
   *
   * @throws DL4JInvalidInputException naming the layer that cannot take its input
   */
  static Map<String, Shape> of(NodeGraph graph, List<Shape> inputs) {
    try {
      return graph.shapes(inputs);
    } catch (IllegalArgumentException e) {
      throw new DL4JInvalidInputException(
          "inputs of shape " + inputs + " (batch left out) do not fit: " + e.getMessage(), e);
    }
  }
}

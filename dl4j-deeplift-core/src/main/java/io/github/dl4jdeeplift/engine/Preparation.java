package io.github.dl4jdeeplift.engine;

import io.github.dl4jdeeplift.graph.NodeGraph;
import io.github.dl4jdeeplift.rule.Shape;
import java.util.List;
import java.util.Set;

/** What is changed about a graph before programs are written, so that they are faster. */
public final class Preparation {
  private Preparation() {}

  /**
   * Returns a graph of the same values. Those that somebody asks for keep their names; of the
   * others some are gone.
   *
   * @param graph the graph
   * @param inputShapes shapes of the network's inputs for one example, in order
   * @param wanted names of values that somebody asks for, beside the outputs
   */
  public static NodeGraph of(NodeGraph graph, List<Shape> inputShapes, Set<String> wanted) {
    NodeGraph folded = Folding.of(graph, graph.shapes(inputShapes), wanted);
    return ChannelsLast.of(folded, folded.shapes(inputShapes), wanted);
  }
}

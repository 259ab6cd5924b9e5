package io.github.dl4jdeeplift.keras.translate;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.layers.Layer;

/** A layer or a vertex of Deeplearning4j. */
public sealed interface Step {
  /**
   * Adds it to a graph.
   *
   * @param graph the graph
   * @param name its name
   * @param inputs names of what it takes
   */
  void addTo(GraphBuilder graph, String name, String... inputs);

  /**
   * A layer.
   *
   * @param layer its configuration
   */
  record LayerStep(Layer layer) implements Step {
    @Override
    public void addTo(GraphBuilder graph, String name, String... inputs) {
      graph.addLayer(name, layer, inputs);
    }
  }

  /**
   * A vertex that is not a layer.
   *
   * @param vertex its configuration
   */
  record VertexStep(GraphVertex vertex) implements Step {
    @Override
    public void addTo(GraphBuilder graph, String name, String... inputs) {
      graph.addVertex(name, vertex, inputs);
    }
  }
}

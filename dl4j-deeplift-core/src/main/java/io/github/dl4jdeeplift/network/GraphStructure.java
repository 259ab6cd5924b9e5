package io.github.dl4jdeeplift.network;

import static java.util.Objects.requireNonNull;

import io.github.dl4jdeeplift.graph.LayerId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.graph.FrozenVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.rnn.DuplicateToTimeSeriesVertex;
import org.deeplearning4j.nn.conf.graph.rnn.LastTimeStepVertex;
import org.deeplearning4j.nn.conf.graph.rnn.ReverseTimeSeriesVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;

/**
 * The layers and vertices of a ComputationGraph by name, with what they read.
 *
 * @param network the graph
 */
record GraphStructure(ComputationGraph network) {
  List<String> inputNames() {
    return network.getConfiguration().getNetworkInputs();
  }

  List<String> outputNames() {
    return network.getConfiguration().getNetworkOutputs();
  }

  /** Returns all vertices but the network's inputs, in topological order. */
  List<GraphVertex> verticesInOrder() {
    return Arrays.stream(network.topologicalSortOrder())
        .mapToObj(index -> network.getVertices()[index])
        .filter(vertex -> !vertex.isInputVertex())
        .toList();
  }

  /** Returns the names of what a vertex reads. */
  List<String> inputs(String vertex) {
    return requireNonNull(network.getConfiguration().getVertexInputs().get(vertex));
  }

  /** Returns a vertex's configuration, that of the one inside where it is frozen. */
  org.deeplearning4j.nn.conf.graph.GraphVertex configured(String vertex) {
    var vertexOrFrozen = requireNonNull(network.getConfiguration().getVertices().get(vertex));
    return vertexOrFrozen instanceof FrozenVertex frozen ? frozen.getUnderlying() : vertexOrFrozen;
  }

  /** Returns the network input whose mask or length a vertex looks at besides its own input. */
  static Optional<String> named(org.deeplearning4j.nn.conf.graph.GraphVertex vertex) {
    if (vertex instanceof LastTimeStepVertex last) {
      return Optional.of(last.getMaskArrayInputName());
    }
    if (vertex instanceof ReverseTimeSeriesVertex reverse) {
      return Optional.ofNullable(reverse.getMaskArrayInputName());
    }
    return vertex instanceof DuplicateToTimeSeriesVertex duplicate
        ? Optional.of(duplicate.getInputName())
        : Optional.empty();
  }

  LayerId id(GraphVertex vertex) {
    Object configured = configured(vertex.getVertexName());
    if (configured instanceof LayerVertex layerVertex) {
      configured = layerVertex.getLayerConf().getLayer();
    }
    return new LayerId(
        vertex.getVertexName(), vertex.getVertexIndex(), configured.getClass().getSimpleName());
  }

  /** Returns the dimension of time at a vertex, the batch left out: that of the last format. */
  int timeAxis(String layer) {
    String name = layer;
    while (!inputNames().contains(name)) {
      if (configured(name) instanceof LayerVertex vertex) {
        RNNFormat format = SequenceFormats.of(vertex.getLayerConf().getLayer());
        if (format != null) {
          return format == RNNFormat.NWC ? 0 : 1;
        }
      }
      name = inputs(name).get(0);
    }
    return 1;
  }
}

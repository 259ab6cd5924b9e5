package io.github.dl4jdeeplift.cli.model;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * What the inputs of a Deeplearning4j network look like, as far as its first layers tell: a
 * configuration does not keep its input types. Channels come first where nothing else is said.
 */
final class InputLayouts {
  private InputLayouts() {}

  /** Returns the inputs of a network, in order. */
  static List<ModelInput> of(Model network) {
    if (network instanceof ComputationGraph graph) {
      return graph.getConfiguration().getNetworkInputs().stream()
          .map(name -> input(graph, name))
          .toList();
    }
    MultiLayerNetwork row = (MultiLayerNetwork) network;
    InputPreProcessor preprocessor = row.getLayerWiseConfigurations().getInputPreProcess(0);
    return List.of(
        LayerLayout.of(row.getLayer(0).conf().getLayer(), preprocessor).asInput("input"));
  }

  /** Follows an input to the first layer that has a format of its own. */
  private static ModelInput input(ComputationGraph graph, String name) {
    Deque<String> reached = new ArrayDeque<>(List.of(name));
    Set<String> seen = new HashSet<>();
    while (!reached.isEmpty()) {
      String from = reached.remove();
      for (String consumer : consumers(graph, from)) {
        LayerLayout layout = layout(graph, consumer);
        if (layout.isKnown()) {
          // Behind another vertex the sizes may be others, the axis is not.
          return from.equals(name) ? layout.asInput(name) : layout.withoutSizes().asInput(name);
        }
        if (seen.add(consumer)) {
          reached.add(consumer);
        }
      }
    }
    return LayerLayout.UNKNOWN.asInput(name);
  }

  private static List<String> consumers(ComputationGraph graph, String name) {
    return graph.getConfiguration().getVertexInputs().entrySet().stream()
        .filter(vertex -> vertex.getValue().contains(name))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static LayerLayout layout(ComputationGraph graph, String vertex) {
    GraphVertex configured = graph.getConfiguration().getVertices().get(vertex);
    return configured instanceof LayerVertex layer
        ? LayerLayout.of(layer.getLayerConf().getLayer(), layer.getPreProcessor())
        : LayerLayout.UNKNOWN;
  }
}

package io.github.dl4jdeeplift.engine;

import io.github.dl4jdeeplift.graph.LayerId;
import io.github.dl4jdeeplift.graph.Node;
import io.github.dl4jdeeplift.graph.NodeGraph;
import io.github.dl4jdeeplift.rule.Shape;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Finds the layer whose inputs do not receive what its output hands down, where contributions fail
 * to sum to the difference of the target.
 *
 * <p>Only nodes that alone read their inputs can be judged: elsewhere an input's multipliers sum
 * several nodes' shares.
 */
final class Audit {
  private final NodeGraph graph;
  private final ForwardProgram forward;
  private final BackwardProgram backward;

  Audit(NodeGraph graph, Map<String, Shape> shapes, DataType dataType) {
    this.graph = graph;
    Set<String> all = new LinkedHashSet<>(shapes.keySet());
    this.forward = new ForwardProgram(graph, shapes, dataType, all);
    this.backward = new BackwardProgram(graph, shapes, dataType, all);
  }

  LayerId worstLayer(List<INDArray> actual, List<INDArray> reference, INDArray seed) {
    Map<String, INDArray> contributions =
        backward.run(forward.run(actual), forward.run(reference), seed).contributions();
    Node worst = graph.nodes().get(graph.nodes().size() - 1);
    double largest = -1;
    for (Node node : graph.nodes()) {
      if (contributions.containsKey(node.name()) && readsAlone(node)) {
        double miss = Math.abs(sumOfInputs(node, contributions) - sum(contributions, node.name()));
        if (miss > largest) {
          largest = miss;
          worst = node;
        }
      }
    }
    return worst.layer();
  }

  private boolean readsAlone(Node node) {
    return graph.nodes().stream()
        .filter(other -> !other.name().equals(node.name()))
        .noneMatch(other -> other.inputs().stream().anyMatch(node.inputs()::contains));
  }

  private static double sumOfInputs(Node node, Map<String, INDArray> contributions) {
    return node.inputs().stream().distinct().mapToDouble(name -> sum(contributions, name)).sum();
  }

  private static double sum(Map<String, INDArray> contributions, String name) {
    INDArray value = contributions.get(name);
    return value == null ? 0 : value.castTo(DataType.DOUBLE).sumNumber().doubleValue();
  }
}

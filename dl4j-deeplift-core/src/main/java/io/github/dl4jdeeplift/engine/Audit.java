package io.github.dl4jdeeplift.engine;

import io.github.dl4jdeeplift.graph.LayerId;
import io.github.dl4jdeeplift.graph.Node;
import io.github.dl4jdeeplift.graph.NodeGraph;
import io.github.dl4jdeeplift.rule.Shape;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
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
    Set<String> all = new LinkedHashSet<>(graph.inputs());
    graph.nodes().forEach(node -> all.add(node.name()));
    this.forward = new ForwardProgram(graph, shapes, dataType, all);
    this.backward = new BackwardProgram(graph, shapes, dataType, all);
  }

  /**
   * Finds the layer.
   *
   * @param seedOf gives the weights of the explained node's elements for its value
   */
  LayerId layerAtFault(
      List<INDArray> actual, List<INDArray> reference, UnaryOperator<INDArray> seedOf) {
    Pass pass = forward.run(actual);
    INDArray seed = seedOf.apply(pass.value(graph.outputs().get(0)));
    BackwardProgram.Result contributions = backward.run(pass, forward.run(reference), seed);
    Node worst = graph.nodes().get(graph.nodes().size() - 1);
    double largest = -1;
    for (Node node : graph.nodes()) {
      if (contributions.contributions(node.name()) != null && readsAlone(node)) {
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

  private static double sumOfInputs(Node node, BackwardProgram.Result contributions) {
    return node.inputs().stream().distinct().mapToDouble(name -> sum(contributions, name)).sum();
  }

  private static double sum(BackwardProgram.Result contributions, String name) {
    INDArray value = contributions.contributions(name);
    return value == null ? 0 : value.castTo(DataType.DOUBLE).sumNumber().doubleValue();
  }
}

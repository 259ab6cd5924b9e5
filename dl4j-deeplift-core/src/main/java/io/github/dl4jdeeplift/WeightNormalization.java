package io.github.dl4jdeeplift;

import io.github.dl4jdeeplift.engine.ForwardProgram;
import io.github.dl4jdeeplift.graph.Node;
import io.github.dl4jdeeplift.graph.NodeGraph;
import io.github.dl4jdeeplift.rule.Constraints;
import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.UnsupportedLayerException;
import io.github.dl4jdeeplift.rule.WeightedRule;
import io.github.dl4jdeeplift.rule.arithmetic.NormalizedRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.LongStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Weight normalization for constrained inputs (section 2.6): for the first dense layers and
 * convolutions that read an input whose channels sum to a constant.
 */
final class WeightNormalization {
  private final List<Shape> inputShapes;
  private final Map<String, Shape> shapes;
  private final DataType dataType;
  private NodeGraph graph;

  private WeightNormalization(NodeGraph graph, List<Shape> inputShapes, DataType dataType) {
    this.graph = graph;
    this.inputShapes = inputShapes;
    this.shapes = graph.shapes(inputShapes);
    this.dataType = dataType;
  }

  /**
   * Returns a graph with normalized weights.
   *
   * @param inputShapes shapes of the network's inputs for one example
   * @param sums what the channels of each input sum to; none to leave the graph as it is
   * @throws UnsupportedLayerException if another layer than a dense one or a convolution reads an
   *     input
   */
  static NodeGraph of(
      NodeGraph graph, List<Shape> inputShapes, DataType dataType, List<ChannelSum> sums) {
    WeightNormalization normalization = new WeightNormalization(graph, inputShapes, dataType);
    for (int input = 0; input < sums.size(); input++) {
      normalization.normalize(input, sums.get(input));
    }
    return normalization.graph;
  }

  private void normalize(int input, ChannelSum sum) {
    Map<String, Constraints> moved = new LinkedHashMap<>();
    String name = graph.inputs().get(input);
    moved.put(name, ofInput(inputShapes.get(input), sum.axis() - 1));
    for (Node node : graph.nodes()) {
      Constraints read =
          node.inputs().stream().map(moved::get).filter(Objects::nonNull).findFirst().orElse(null);
      if (read != null && node.inputs().size() == 1 && node.rule().movesNumbersOnly()) {
        moved.put(node.name(), moved(node, read));
      } else if (read != null) {
        WeightedRule rule = normalized(node, read, sum.constant());
        graph = graph.map(each -> each.name().equals(node.name()) ? each.with(rule) : each);
      }
    }
  }

  /** Numbers each element by its position, its channel left out. */
  private static Constraints ofInput(Shape shape, int axis) {
    long inner = LongStream.of(shape.dimensions()).skip(axis + 1L).reduce(1, (a, b) -> a * b);
    long block = inner * shape.size(axis);
    return new Constraints(
        shape,
        LongStream.range(0, shape.length())
            .map(element -> element / block * block + element % inner)
            .toArray());
  }

  /** A node that only moves numbers moves the numbers of their constraints likewise. */
  private Constraints moved(Node node, Constraints read) {
    String from = node.inputs().get(0);
    NodeGraph alone = new NodeGraph(List.of(from), List.of(node.name()), List.of(node));
    Map<String, Shape> own = Map.of(from, read.shape(), node.name(), shape(node.name()));
    INDArray numbers =
        Nd4j.createFromArray(LongStream.of(read.ofElements()).asDoubleStream().toArray())
            .reshape('c', read.shape().withBatch(1));
    ForwardProgram program = new ForwardProgram(alone, own, DataType.DOUBLE, Set.of(node.name()));
    INDArray result = Objects.requireNonNull(program.values(List.of(numbers)).get(node.name()));
    return new Constraints(
        shape(node.name()), result.dup('c').reshape(result.length()).toLongVector());
  }

  private WeightedRule normalized(Node node, Constraints read, double constant) {
    if (node.inputs().size() != 1 || !(node.rule() instanceof WeightedRule layer)) {
      throw new UnsupportedLayerException(
          "layer "
              + node.layer()
              + " reads a constrained input, but only weights of a dense layer or a convolution can"
              + " be normalized; leave normalizeWeights() out");
    }
    try {
      INDArray shares = Nd4j.createFromArray(read.shares()).mul(constant).castTo(dataType);
      INDArray uniform = shares.reshape('c', read.shape().withBatch(1));
      return new NormalizedRule(layer, layer.centered(read), uniform);
    } catch (IllegalArgumentException e) {
      throw new UnsupportedLayerException(
          "layer " + node.layer() + " " + e.getMessage() + "; leave normalizeWeights() out");
    }
  }

  private Shape shape(String name) {
    return Objects.requireNonNull(shapes.get(name));
  }
}

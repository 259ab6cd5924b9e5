package io.github.dl4jdeeplift.engine;

import io.github.dl4jdeeplift.graph.LayerId;
import io.github.dl4jdeeplift.graph.NodeGraph;
import io.github.dl4jdeeplift.rule.Shape;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Both passes of a graph that ends in the explained node, for one shape of input.
 *
 * <p>Built once, run with any number of rows, shared between threads.
 */
public final class Program {
  private final NodeGraph graph;
  private final Map<String, Shape> shapes;
  private final DataType dataType;
  private final String target;
  private final ForwardProgram forward;
  private final BackwardProgram backward;
  private volatile @Nullable SharedPass sharedPass;

  private record SharedPass(List<INDArray> references, Pass pass) {}

  /**
   * Writes the program.
   *
   * @param graph a graph of one output, the explained node
   * @param inputShapes shapes of the network's inputs for one example, in order
   * @param dataType FLOAT or DOUBLE
   */
  public Program(NodeGraph graph, List<Shape> inputShapes, DataType dataType) {
    this.graph = graph;
    this.shapes = graph.shapes(inputShapes);
    this.dataType = dataType;
    this.target = graph.outputs().get(0);
    this.backward =
        new BackwardProgram(graph, shapes, dataType, new LinkedHashSet<>(graph.inputs()));
    Set<String> kept = new HashSet<>(backward.keptValues());
    kept.addAll(graph.inputs());
    kept.add(target);
    this.forward = new ForwardProgram(graph, shapes, dataType, kept);
  }

  /** Returns the shape of the explained node's value for one example. */
  public Shape targetShape() {
    return SameDiffRunner.required(shapes, target);
  }

  NodeGraph graph() {
    return graph;
  }

  String target() {
    return target;
  }

  /** Returns the bytes that one row of a pair takes while it is explained, by a rough count. */
  long bytesOfRow() {
    long numbers = shapes.values().stream().mapToLong(Shape::length).sum();
    return numbers * dataType.width() * BYTES_FACTOR;
  }

  /** Values of both passes, multipliers, and a few temporaries for each. */
  private static final int BYTES_FACTOR = 8;

  Pass forward(List<INDArray> inputs) {
    Pass pass = forward.run(inputs);
    if (!SameDiffRunner.isFinite(pass.value(target))) {
      requireFinite(inputs);
    }
    return pass;
  }

  /**
   * Looks at every value of a pass.
   *
   * @throws ArithmeticException naming the first layer with a value that is not finite
   */
  void requireFinite(List<INDArray> inputs) {
    ForwardProgram everything = new ForwardProgram(graph, shapes, dataType, shapes.keySet());
    LayerId layer = everything.firstNotFinite(everything.values(inputs));
    if (layer != null) {
      throw new ArithmeticException(
          "layer "
              + layer
              + " gives a value that is not finite, through which contributions are not defined:"
              + " look at its weights and at the size of the inputs");
    }
  }

  /** Runs references that all examples share, or returns their pass where it is at hand. */
  Pass sharedForward(List<INDArray> references) {
    SharedPass cached = sharedPass;
    if (cached == null || !same(cached.references, references)) {
      List<INDArray> own = references.stream().map(INDArray::dup).toList();
      cached = new SharedPass(own, forward(own));
      sharedPass = cached;
    }
    return cached.pass;
  }

  private static boolean same(List<INDArray> one, List<INDArray> other) {
    for (int index = 0; index < one.size(); index++) {
      if (!one.get(index).equalShapes(other.get(index))
          || !one.get(index).equalsWithEps(other.get(index), 0.0)) {
        return false;
      }
    }
    return true;
  }

  BackwardProgram.Result backward(Pass actual, Pass reference, INDArray seed) {
    return backward.run(actual, reference, seed);
  }

  /** Finds the layer at which contributions get lost, for one pair. */
  LayerId worstLayer(List<INDArray> actual, List<INDArray> reference, INDArray seed) {
    return new Audit(graph, shapes, dataType).worstLayer(actual, reference, seed);
  }
}

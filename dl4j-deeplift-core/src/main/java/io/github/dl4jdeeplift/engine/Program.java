package io.github.dl4jdeeplift.engine;

import io.github.dl4jdeeplift.graph.LayerId;
import io.github.dl4jdeeplift.graph.NodeGraph;
import io.github.dl4jdeeplift.rule.Shape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Both passes of a graph for one shape of input: one forward half, and a backward half for each
 * explained node.
 *
 * <p>Built once, run with any number of rows, shared between threads.
 */
public final class Program {
  private final NodeGraph graph;
  private final Map<String, Shape> shapes;
  private final Map<String, Shape> preparedShapes;
  private final DataType dataType;
  private final Places places;
  private final ForwardProgram forward;
  private final Map<String, BackwardProgram> backward = new LinkedHashMap<>();
  private final PartsProgram parts;
  private volatile @Nullable SharedPass sharedPass;

  private record SharedPass(List<INDArray> references, Pass pass) {}

  /**
   * Writes the program.
   *
   * @param graph a graph whose outputs are the explained nodes
   * @param inputShapes shapes of the network's inputs for one example, in order
   * @param dataType FLOAT or DOUBLE
   * @param places where contributions are wanted
   */
  public Program(NodeGraph graph, List<Shape> inputShapes, DataType dataType, Places places) {
    this.graph = graph.leadingTo(places.hidden());
    this.shapes = this.graph.shapes(inputShapes);
    this.dataType = dataType;
    this.places = places;
    NodeGraph prepared = Preparation.of(this.graph, inputShapes, places.hidden());
    this.preparedShapes = prepared.shapes(inputShapes);
    this.parts = new PartsProgram(prepared, preparedShapes, dataType, places.hidden());
    Set<String> kept = new HashSet<>(parts.keptValues());
    kept.addAll(graph.inputs());
    for (String target : graph.outputs()) {
      BackwardProgram own =
          new BackwardProgram(
              prepared.leadingTo(target), preparedShapes, dataType, new LinkedHashSet<>(places()));
      backward.put(target, own);
      kept.addAll(own.keptValues());
      kept.add(target);
    }
    this.forward = new ForwardProgram(prepared, preparedShapes, dataType, kept);
  }

  /**
   * Returns the shape of a value for one example.
   *
   * @param name name of a network input or node
   */
  public Shape shape(String name) {
    return SameDiffRunner.required(shapes, name);
  }

  NodeGraph graph() {
    return graph;
  }

  DataType dataType() {
    return dataType;
  }

  /** Returns the places of which scores are wanted: the inputs, and hidden nodes. */
  List<String> places() {
    List<String> all = new ArrayList<>(graph.inputs());
    all.addAll(hidden());
    return all;
  }

  /** Returns the hidden nodes of which scores are wanted. */
  Set<String> hidden() {
    return places.hidden();
  }

  @Nullable Integer channelAxis(String place) {
    return places.channelAxes().get(place);
  }

  /** Tells whether the rules on the way to a node promise that contributions sum. */
  boolean isAdditive(String target) {
    return graph.leadingTo(target).nodes().stream().allMatch(node -> node.rule().isAdditive());
  }

  /** Returns the bytes that one row of a pair takes while it is explained, by a rough count. */
  long bytesOfRow() {
    return lengths().sum() * dataType.width() * BYTES_FACTOR;
  }

  /** Returns the bytes that one row of the largest value takes. */
  long bytesOfLargest() {
    return lengths().max().orElse(1) * dataType.width();
  }

  private LongStream lengths() {
    return preparedShapes.values().stream().mapToLong(Shape::length);
  }

  /**
   * Values of both passes, multipliers, and what lies between: 3 to 7 times the values by what
   * plans of DeepSTARR, BPNet and MNIST networks allocate, by RevealCancel and a reference for each
   * pair.
   */
  private static final int BYTES_FACTOR = 8;

  Pass forward(List<INDArray> inputs) {
    Pass pass = forward.run(inputs);
    for (String target : backward.keySet()) {
      if (!SameDiffRunner.isFinite(pass.value(target))) {
        requireFinite(inputs);
      }
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
    everything.requireFinite(everything.values(inputs));
  }

  /** Runs references that all examples share, or returns their pass where it is at hand. */
  Pass sharedForward(List<INDArray> references) {
    SharedPass cached = sharedPass;
    if (cached == null || !same(cached.references, references)) {
      List<INDArray> own = references.stream().map(INDArray::dup).toList();
      cached = new SharedPass(own, forward(own).owned());
      sharedPass = cached;
    }
    return cached.pass.lent();
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

  /** Returns the names of the operations of the forward pass, each as often as it is there. */
  public List<String> forwardOperations() {
    return forward.operations();
  }

  /**
   * Returns the names of the operations of the backward pass, each as often as it is there.
   *
   * @param target the explained node
   */
  public List<String> backwardOperations(String target) {
    return SameDiffRunner.required(backward, target).operations();
  }

  BackwardProgram.Result backward(String target, Tile tile, INDArray seed) {
    return SameDiffRunner.required(backward, target).run(tile.actual(), tile.compared(), seed);
  }

  void backward(
      String target, Tile tile, List<INDArray> seeds, Consumer<BackwardProgram.Result> each) {
    SameDiffRunner.required(backward, target).run(tile, seeds, each);
  }

  PartsProgram.Result parts(Tile tile) {
    return parts.run(tile.actual(), tile.compared());
  }

  /** Finds the layer at which contributions get lost, for one pair. */
  LayerId layerAtFault(
      Explained target, int example, List<INDArray> actual, List<INDArray> reference) {
    Audit audit = new Audit(graph.leadingTo(target.node()), shapes, dataType);
    return audit.layerAtFault(
        actual, reference, value -> target.seed().of(example, example + 1, value));
  }
}

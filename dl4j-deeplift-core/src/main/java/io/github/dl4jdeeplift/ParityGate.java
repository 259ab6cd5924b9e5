package io.github.dl4jdeeplift;

import io.github.dl4jdeeplift.engine.ForwardProgram;
import io.github.dl4jdeeplift.engine.Preparation;
import io.github.dl4jdeeplift.engine.Tolerance;
import io.github.dl4jdeeplift.graph.NodeGraph;
import io.github.dl4jdeeplift.network.MaskPlaces;
import io.github.dl4jdeeplift.network.NetworkAdapter;
import io.github.dl4jdeeplift.rule.RuleTable;
import io.github.dl4jdeeplift.rule.Shape;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Compares the graph's own forward pass with {@code output()} of a private copy of the network,
 * once for each shape of input.
 */
final class ParityGate {
  /** Rows that are compared: enough to show a difference, few enough to cost little. */
  private static final int ROWS = 8;

  private final NetworkAdapter network;
  private final NodeGraph graph;
  private final RuleTable table;
  private final MaskPlaces masks;
  private final Set<List<Shape>> passed = ConcurrentHashMap.newKeySet();

  ParityGate(NetworkAdapter network, NodeGraph graph, RuleTable table, MaskPlaces masks) {
    this.network = network;
    this.graph = graph;
    this.table = table;
    this.masks = masks;
  }

  /**
   * Lets inputs of a shape through, or throws.
   *
   * @param inputs one array for each network input, and then the masks
   * @param shapes their shapes for one example
   * @throws ParityException naming the first layer that differs
   */
  void check(List<INDArray> inputs, List<Shape> shapes) {
    if (passed.contains(shapes)) {
      return;
    }
    List<INDArray> rows =
        inputs.stream()
            .map(input -> input.get(NDArrayIndex.interval(0, Math.min(ROWS, input.size(0)))).dup())
            .toList();
    if (!agrees(network, graph, rows, precision(network.dataType())) && !agreesInDouble(rows)) {
      throw new ParityException(difference(rows, shapes));
    }
    passed.add(shapes);
  }

  /**
   * Where intermediate values are large, float32 rounding alone may exceed the tolerance. In double
   * precision it cannot, so there the tolerance of float32 is enough to tell rounding from rules.
   */
  private boolean agreesInDouble(List<INDArray> rows) {
    if (network.dataType() == DataType.DOUBLE) {
      return false;
    }
    NetworkAdapter precise = network.inDouble();
    List<INDArray> preciseRows = rows.stream().map(row -> row.castTo(DataType.DOUBLE)).toList();
    return agrees(precise, precise.toGraph(table, masks), preciseRows, DataType.FLOAT);
  }

  private boolean agrees(
      NetworkAdapter network, NodeGraph graph, List<INDArray> rows, DataType precision) {
    List<INDArray> expected = outputOf(network, rows);
    List<Shape> shapes = rows.stream().map(row -> Shape.ofBatch(row.shape())).toList();
    NodeGraph prepared = Preparation.of(graph, shapes, Set.of());
    Map<String, INDArray> own = values(network, prepared, rows, new HashSet<>(graph.outputs()));
    for (int index = 0; index < expected.size(); index++) {
      INDArray ownOutput = own.get(graph.outputs().get(index));
      if (ownOutput == null || gap(ownOutput, expected.get(index), precision) > 1) {
        return false;
      }
    }
    return true;
  }

  /** Deeplearning4j cannot run some networks that it builds, which only running them shows. */
  private List<INDArray> outputOf(NetworkAdapter run, List<INDArray> rows) {
    try {
      return run.output(rows, masks);
    } catch (DL4JInvalidInputException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new ParityException(
          "Deeplearning4j's own output() fails"
              + (masks.equals(MaskPlaces.NONE) ? "" : " with these masks")
              + ", so there is no function to explain: "
              + e.getMessage());
    }
  }

  private DataType precision(DataType computed) {
    boolean rounded =
        graph.nodes().stream().anyMatch(node -> node.rule().isRoundedByDeeplearning4j());
    return rounded ? DataType.FLOAT : computed;
  }

  private static Map<String, INDArray> values(
      NetworkAdapter network, NodeGraph graph, List<INDArray> rows, Set<String> kept) {
    List<Shape> shapes = rows.stream().map(row -> Shape.ofBatch(row.shape())).toList();
    return new ForwardProgram(graph, graph.shapes(shapes), network.dataType(), kept).values(rows);
  }

  /**
   * Returns the largest difference as a multiple of what rounding may make of the larger values.
   */
  private static double gap(INDArray own, INDArray expected, DataType dataType) {
    return own.length() == expected.length() && own.size(0) == expected.size(0)
        ? gapOfNumbers(own, expected, dataType)
        : Double.POSITIVE_INFINITY;
  }

  private static double gapOfNumbers(INDArray own, INDArray expected, DataType dataType) {
    if (!Double.isFinite(own.norm1Number().doubleValue())) {
      return 0; // the run itself names the layer that is not finite
    }
    INDArray reference = expected.castTo(own.dataType()).reshape('c', own.shape());
    double difference = own.sub(reference).amaxNumber().doubleValue();
    double size = reference.amaxNumber().doubleValue();
    // ND4J's largest magnitude leaves out what is not a number; its sum does not.
    boolean finite = Double.isFinite(reference.norm1Number().doubleValue());
    return finite ? difference / Tolerance.of(dataType, size) : Double.POSITIVE_INFINITY;
  }

  private String difference(List<INDArray> rows, List<Shape> shapes) {
    Map<String, Shape> all = graph.shapes(shapes);
    ForwardProgram program = new ForwardProgram(graph, all, network.dataType(), all.keySet());
    Map<String, INDArray> own = program.values(rows);
    program.requireFinite(own); // not-a-number agrees with nothing, not even with itself
    Map<String, INDArray> layers = network.outputOfLayers(rows, masks);
    return LayerDifferences.of(graph, own, layers)
        .message((ours, theirs) -> gapOfNumbers(ours, theirs, precision(network.dataType())) > 1);
  }
}

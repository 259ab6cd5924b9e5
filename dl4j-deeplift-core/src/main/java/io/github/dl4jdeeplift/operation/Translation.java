package io.github.dl4jdeeplift.operation;

import io.github.dl4jdeeplift.operation.Operand.Fixed;
import io.github.dl4jdeeplift.operation.Operand.Sizes;
import io.github.dl4jdeeplift.operation.Operand.Varying;
import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.UnsupportedLayerException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Walks a recorded graph in order, and turns each operation into nodes. */
final class Translation {
  private final Recording recording;
  private final RuleGraph graph;
  private final Map<String, Operand> values = new HashMap<>();

  /** Masks, and constants that are worked out from them. */
  private final Set<String> ofMasks = new HashSet<>();

  private Translation(Recording recording, RuleGraph graph) {
    this.recording = recording;
    this.graph = graph;
    for (int index = 0; index < recording.inputs().size(); index++) {
      values.put(recording.inputs().get(index), graph.input(index));
    }
    recording.masks().forEach((name, ones) -> values.put(name, new Fixed(ones)));
    ofMasks.addAll(recording.masks().keySet());
  }

  /**
   * A translated graph.
   *
   * @param steps its nodes, in order
   * @param output the layer's output
   */
  record Result(List<RuleGraph.Step> steps, Varying output) {
    Result {
      steps = List.copyOf(steps);
    }
  }

  /**
   * Turns a recorded graph into nodes.
   *
   * @param inputs shapes of the layer's inputs, the batch left out
   * @throws UnsupportedLayerException naming the operation that has no rule
   */
  static Result of(Recording recording, DataType dataType, List<Shape> inputs) {
    RuleGraph graph = new RuleGraph(dataType, inputs);
    Translation translation = new Translation(recording, graph);
    recording.operations().forEach(translation::translate);
    if (translation.operand(recording.output()) instanceof Varying output) {
      return new Result(graph.steps(), output);
    }
    throw new UnsupportedLayerException("its output does not depend on its input");
  }

  private Operand operand(String variable) {
    return values.computeIfAbsent(variable, name -> new Fixed(recording.constant(name)));
  }

  private void translate(RecordedOperation operation) {
    if (operation.isRandom()) {
      throw new UnsupportedLayerException(
          "operation '" + operation.name() + "' draws random numbers, so there is no one output");
    }
    List<Operand> operands = operation.inputs().stream().map(this::operand).toList();
    if (operands.stream().allMatch(Fixed.class::isInstance)) {
      fold(operation, operands);
      return;
    }
    List<Operand> results = results(new Call(operation, operands, graph));
    for (int index = 0; index < results.size(); index++) {
      values.put(operation.outputs().get(index), results.get(index));
    }
  }

  private List<Operand> results(Call call) {
    boolean isOfSizes =
        call.operands().stream().noneMatch(Varying.class::isInstance)
            || SizeOperations.NAMES.contains(call.operation().name());
    return isOfSizes ? SizeOperations.translate(call) : OperationTable.translate(call);
  }

  /** Constants that stem from masks are worked out here, all others by the recorded graph. */
  private void fold(RecordedOperation operation, List<Operand> operands) {
    Function<Operand, INDArray> value = operand -> ((Fixed) operand).value();
    if (operation.inputs().stream().noneMatch(ofMasks::contains)) {
      operation.outputs().forEach(name -> values.put(name, new Fixed(recording.constant(name))));
      return;
    }
    INDArray[] results = operation.run(operands.stream().map(value).toArray(INDArray[]::new));
    for (int index = 0; index < results.length; index++) {
      values.put(operation.outputs().get(index), new Fixed(results[index]));
      ofMasks.add(operation.outputs().get(index));
    }
  }

  /** Returns an array of zeros in the place of a value of each example. */
  static INDArray zeros(Varying varying, long batch) {
    return Nd4j.zeros(DataType.DOUBLE, varying.shape().withBatch(batch));
  }

  /** Returns what sizes make of themselves: a constant where the batch is of no account. */
  static Operand sizes(INDArray ofTwo, INDArray ofThree) {
    return ofTwo.equals(ofThree) ? new Fixed(ofTwo) : new Sizes(ofTwo, ofThree);
  }
}

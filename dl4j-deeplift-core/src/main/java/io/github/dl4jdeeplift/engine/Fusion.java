package io.github.dl4jdeeplift.engine;

import io.github.dl4jdeeplift.engine.fusion.FusedLoop;
import io.github.dl4jdeeplift.engine.fusion.Layout;
import io.github.dl4jdeeplift.engine.fusion.Operation;
import io.github.dl4jdeeplift.engine.fusion.Strided;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;

/**
 * Takes the steps of a plan that can wait to be run together: those that work number by number,
 * views and cells of arrays, and what puts arrays together.
 */
final class Fusion {
  private final PlanVariables variables;
  private final PlanMemory memory;
  private final Readers readers;
  private final Waiting waiting;
  private final Waiting.Sink sink;

  Fusion(Schedule schedule, PlanVariables variables, PlanMemory memory, Waiting.Sink sink) {
    this.variables = variables;
    this.memory = memory;
    this.readers = new Readers(schedule);
    this.waiting = new Waiting(variables, memory, sink);
    this.sink = sink;
  }

  /** Makes that variables lie in memory, each with its numbers side by side. */
  void write(int[] needed, int time) {
    waiting.writeWhole(needed, time);
  }

  /** Makes that all that waits lies in memory. */
  void writeAll(int time) {
    waiting.writeAll(time);
  }

  /**
   * Takes a step, if it can wait.
   *
   * @param index its number
   * @return whether it does
   */
  boolean takes(Step step, int index) {
    if (step.inputs().length == 0 || !isReal(step.inputs()[0])) {
      return false;
    }
    if (step.isView()) {
      return takesView(step);
    }
    if (CellSteps.isOne(step)) {
      return takesCells(step, index - 1);
    }
    return switch (step.operation().opName()) {
      case "cast" -> takesCast(step);
      case "concat" -> takesPieces(step);
      case "pad" -> takesPadding(step);
      default -> takesOperation(step, index - 1);
    };
  }

  private boolean isReal(int variable) {
    INDArray array = variables.array(variable);
    boolean isOfThese = array.dataType() == DataType.FLOAT || array.dataType() == DataType.DOUBLE;
    return isOfThese && !array.isEmpty() && array.length() <= FusedLoop.LONGEST;
  }

  private boolean takesOperation(Step step, int time) {
    Operation operation = Operation.of(step.operation());
    DataType dataType = variables.array(step.inputs()[0]).dataType();
    if (operation == null
        || !areAlike(step.inputs(), dataType)
        || !fits(step, operation, dataType)) {
      return false;
    }
    long[] shape = broadcast(step.inputs());
    long length = Strided.length(shape);
    for (int input : step.inputs()) {
      FusedSteps steps = waiting.steps(input);
      if (steps == null || steps.length() != length) {
        // Smaller values than the result's are read from memory.
        waiting.write(input, time);
      }
    }
    for (int input : step.inputs()) {
      if (waiting.steps(input) == null && !isQuick(shape, input)) {
        return false;
      }
    }
    int output = step.outputs()[0];
    boolean isPreset = variables.isSet(output);
    if (!isPreset) {
      variables.setShape(output, dataType, shape);
    }
    waiting.add(
        new FusedSteps.Entry(step, time + 1, operation, shape, isPreset),
        new FusedSteps(dataType, length));
    return true;
  }

  private boolean areAlike(int[] inputs, DataType dataType) {
    return Arrays.stream(inputs)
        .allMatch(input -> isReal(input) && variables.array(input).dataType() == dataType);
  }

  /** Conditions are numbers here, which is all that casts ask for. */
  private boolean fits(Step step, Operation operation, DataType dataType) {
    int output = step.outputs()[0];
    return step.outputs().length == 1
        && (!operation.isCondition()
            || (!variables.isSet(output)
                && !memory.isKept(output)
                && readers.areCasts(output, dataType)));
  }

  private boolean isQuick(long[] shape, int input) {
    return Layout.of(shape, variables.shape(input), variables.part(input).place()) != null;
  }

  private long[] broadcast(int[] inputs) {
    long[] result = new long[0];
    for (int input : inputs) {
      long[] other = variables.shape(input);
      long[] longer = (other.length > result.length ? other : result).clone();
      long[] shorter = other.length > result.length ? result : other;
      int shift = longer.length - shorter.length;
      for (int axis = 0; axis < shorter.length; axis++) {
        longer[axis + shift] = Math.max(longer[axis + shift], shorter[axis]);
      }
      result = longer;
    }
    return result;
  }

  private boolean takesView(Step step) {
    int input = step.inputs()[0];
    int output = step.outputs()[0];
    FusedSteps steps = waiting.steps(input);
    Assembly assembly = waiting.assembly(input);
    boolean waits = steps != null || assembly != null || variables.isPart(input);
    if (!waits || variables.isSet(output) || (assembly != null && !assembly.mayGrow(input))) {
      return false;
    }
    long[] shape = sink.shapes(step).get(0);
    variables.setShape(output, variables.array(input).dataType(), shape);
    if (steps != null) {
      waiting.show(steps, input, output, shape);
    } else if (assembly != null) {
      assembly.reshape(output, shape);
      waiting.add(assembly);
    } else {
      variables.setPart(output, variables.part(input));
      memory.showPart(input, output);
    }
    return true;
  }

  /** A condition is a number already. */
  private boolean takesCast(Step step) {
    int input = step.inputs()[0];
    int output = step.outputs()[0];
    FusedSteps steps = waiting.steps(input);
    if (steps == null
        || variables.isSet(output)
        || !step.castsTo(variables.array(input).dataType())) {
      return false;
    }
    long[] shape = variables.shape(input);
    variables.setShape(output, steps.dataType(), shape);
    waiting.show(steps, input, output, shape);
    return true;
  }

  private boolean takesCells(Step step, int time) {
    int input = step.inputs()[0];
    for (int output : step.outputs()) {
      if (variables.isSet(output) || memory.isKept(output) || readers.needMemory(output, step)) {
        return false;
      }
    }
    waiting.write(input, time);
    List<long[]> shapes = sink.shapes(step);
    PlanVariables.Part part = variables.part(input);
    List<Strided> places = CellSteps.places(step, variables.shape(input), part.place(), shapes);
    if (places == null) {
      return false;
    }
    for (int place = 0; place < shapes.size(); place++) {
      if (Layout.of(shapes.get(place), shapes.get(place), places.get(place)) == null) {
        return false;
      }
    }
    for (int place = 0; place < shapes.size(); place++) {
      int output = step.outputs()[place];
      variables.setShape(output, variables.array(input).dataType(), shapes.get(place));
      variables.setPart(output, new PlanVariables.Part(part.of(), places.get(place)));
      memory.showPart(input, output);
    }
    return true;
  }

  private boolean takesPieces(Step step) {
    int output = step.outputs()[0];
    DataType dataType = variables.array(step.inputs()[0]).dataType();
    if (!areAlike(step.inputs(), dataType)
        || !Arrays.stream(step.inputs()).allMatch(input -> isPiece(input, step))) {
      return false;
    }
    long[] shape = sink.shapes(step).get(0);
    int axis = CellSteps.axis(((DynamicCustomOp) step.operation()).iArgs()[0], shape);
    Assembly assembly = new Assembly(dataType, output, shape, variables.isSet(output));
    long begin = 0;
    for (int input : step.inputs()) {
      long size = variables.shape(input)[axis];
      FusedSteps steps = waiting.steps(input);
      if (steps == null || !assembly.add(steps.source(input), axis, begin, size)) {
        return false;
      }
      begin += size;
    }
    if (!assembly.isPreset()) {
      variables.setShape(output, dataType, shape);
    }
    waiting.add(assembly);
    return true;
  }

  private boolean isPiece(int input, Step step) {
    FusedSteps steps = waiting.steps(input);
    if (steps == null) {
      return false;
    }
    int source = steps.source(input);
    boolean isPreset =
        steps.entries().stream().anyMatch(entry -> entry.output() == source && entry.isPreset());
    return !isPreset
        && !waiting.isPiece(source)
        && !memory.isKept(source)
        && !memory.isKept(input)
        && !readers.needMemory(source, step);
  }

  private boolean takesPadding(Step step) {
    int input = step.inputs()[0];
    int output = step.outputs()[0];
    Assembly assembly = waiting.assembly(input);
    DynamicCustomOp padding = (DynamicCustomOp) step.operation();
    if (assembly == null
        || !assembly.mayGrow(input)
        || variables.isSet(output)
        || !variables.isConstant(step.inputs()[1])
        || padding.iArgs()[0] != 0) {
      return false;
    }
    long[] grown = sink.shapes(step).get(0);
    int[][] cells = variables.array(step.inputs()[1]).toIntMatrix();
    long[] before = Arrays.stream(cells).mapToLong(each -> each[0]).toArray();
    double number = padding.tArgs().length == 0 ? 0 : padding.tArgs()[0];
    if (!assembly.pad(output, before, grown, number)) {
      return false;
    }
    variables.setShape(output, assembly.dataType(), grown);
    waiting.add(assembly);
    return true;
  }
}

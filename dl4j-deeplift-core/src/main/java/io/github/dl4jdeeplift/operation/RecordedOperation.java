package io.github.dl4jdeeplift.operation;

import io.github.dl4jdeeplift.rule.UnsupportedLayerException;
import java.util.List;
import org.nd4j.autodiff.functions.DifferentialFunction;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.BaseReduceOp;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.ScalarOp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One operation of a recorded graph, with the arguments of all of ND4J's kinds of operations in one
 * form.
 *
 * @param name SameDiff's name of the operation
 * @param inputs names of the variables that it reads
 * @param outputs names of the variables that it gives
 * @param operation the operation itself
 */
record RecordedOperation(
    String name, List<String> inputs, List<String> outputs, DifferentialFunction operation) {

  static RecordedOperation of(SameDiff graph, DifferentialFunction operation) {
    return new RecordedOperation(
        operation.opName(),
        names(graph.getInputsForOp(operation)),
        names(graph.getOutputsForOp(operation)),
        operation);
  }

  private static List<String> names(String[] names) {
    return names == null ? List.of() : List.of(names);
  }

  /** Returns its integer arguments; for reductions of the older kind their dimensions. */
  long[] integers() {
    if (operation instanceof DynamicCustomOp custom) {
      return custom.iArgs();
    }
    if (operation instanceof BaseReduceOp reduction && reduction.dimensions() != null) {
      return reduction.dimensions().toLongVector();
    }
    return new long[0];
  }

  /** Returns its floating point arguments; for operations with a scalar that one. */
  double[] numbers() {
    if (operation instanceof DynamicCustomOp custom) {
      return custom.tArgs();
    }
    INDArray scalar = operation instanceof ScalarOp own ? own.scalar() : null;
    return scalar == null ? new double[0] : new double[] {scalar.getDouble(0)};
  }

  /** Returns an integer argument. */
  long integer(int index, long otherwise) {
    long[] all = integers();
    return index < all.length ? all[index] : otherwise;
  }

  /** Returns a floating point argument. */
  double number(int index, double otherwise) {
    double[] all = numbers();
    return index < all.length ? all[index] : otherwise;
  }

  /** Returns a boolean argument. */
  boolean flag(int index, boolean otherwise) {
    boolean has = operation instanceof DynamicCustomOp custom && custom.numBArguments() > 0;
    boolean[] all = has ? ((DynamicCustomOp) operation).bArgs() : new boolean[0];
    return index < all.length ? all[index] : otherwise;
  }

  /** Tells whether a reduction keeps its dimensions with size 1. */
  boolean keepsDimensions() {
    return operation instanceof BaseReduceOp reduction && reduction.isKeepDims();
  }

  /**
   * Runs the operation by itself.
   *
   * @param arrays its inputs
   * @return its outputs
   */
  INDArray[] run(INDArray... arrays) {
    if (!(operation instanceof DynamicCustomOp custom)) {
      throw new UnsupportedLayerException("operation '" + name + "' on sizes has no rule");
    }
    DynamicCustomOp copy = new DynamicCustomOp(name, arrays, null);
    if (custom.numIArguments() > 0) {
      copy.addIArgument(custom.iArgs());
    }
    if (custom.numTArguments() > 0) {
      copy.addTArgument(custom.tArgs());
    }
    if (custom.numBArguments() > 0) {
      copy.addBArgument(custom.bArgs());
    }
    if (custom.numDArguments() > 0) {
      copy.addDArgument(custom.dArgs());
    }
    return Nd4j.exec(copy);
  }

  /** Tells whether the operation draws random numbers. */
  boolean isRandom() {
    return name.startsWith("random")
        || name.startsWith("distribution")
        || name.contains("dropout")
        || name.equals("randomuniform");
  }

  /** Returns the type that a cast gives. */
  DataType castType() {
    return DataType.fromInt(Math.toIntExact(integer(0, 0)));
  }
}

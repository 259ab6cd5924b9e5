package io.github.dl4jdeeplift.operation;

import io.github.dl4jdeeplift.operation.Operand.Fixed;
import io.github.dl4jdeeplift.operation.Operand.Varying;
import io.github.dl4jdeeplift.rule.Rule;
import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.UnsupportedLayerException;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One operation while it is turned into nodes.
 *
 * @param operation the operation
 * @param operands what it reads
 * @param graph where its nodes go
 */
record Call(RecordedOperation operation, List<Operand> operands, RuleGraph graph) {
  /** Returns an operand that must be a value of each example. */
  Varying varying(int index) {
    if (operands.get(index) instanceof Varying varying) {
      return varying;
    }
    throw refused("has no rule where its input " + index + " is constant");
  }

  /** Returns an operand that must be constant, in the program's data type and C order. */
  INDArray fixed(int index) {
    if (operands.get(index) instanceof Fixed fixed) {
      return fixed.value().dup('c').castTo(dataType());
    }
    throw refused("has a rule only where its input " + index + " is constant");
  }

  /** Tells whether an operand is there and constant. */
  boolean isFixed(int index) {
    return index < operands.size() && operands.get(index) instanceof Fixed;
  }

  DataType dataType() {
    return graph.dataType();
  }

  /** Adds a node. */
  Varying node(Rule rule, Operand... from) {
    try {
      return graph.add(rule, List.of(from));
    } catch (IllegalArgumentException e) {
      throw refused(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Returns the place of a dimension of each example.
   *
   * @param dimension the dimension as the operation counts it, the batch as 0
   */
  int axis(long dimension, Shape shape) {
    int axis = Math.toIntExact(dimension < 0 ? dimension + shape.rank() : dimension - 1);
    if (axis < 0 || axis >= shape.rank()) {
      throw refused("works along dimension " + dimension + ", across examples");
    }
    return axis;
  }

  /** Returns the error that says what is wrong with this operation. */
  UnsupportedLayerException refused(String reason) {
    return new UnsupportedLayerException("operation '" + operation.name() + "' " + reason);
  }
}

package io.github.dl4jdeeplift.operation;

import io.github.dl4jdeeplift.rule.Shape;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A value that a recorded operation reads or gives. */
sealed interface Operand {
  /**
   * A value that does not depend on the layer's inputs.
   *
   * @param value the value; where it stands beside examples, its batch dimension is 1 or missing
   */
  record Fixed(INDArray value) implements Operand {}

  /**
   * A value that depends on the number of examples alone, such as a shape.
   *
   * @param ofTwo its value for two examples
   * @param ofThree its value for three examples
   */
  record Sizes(INDArray ofTwo, INDArray ofThree) implements Operand {}

  /**
   * A value of each example, {@code [batch, shape...]}.
   *
   * @param place the node that gives it; below 0 the layer's inputs, -1 the first
   * @param shape the shape of one example
   */
  record Varying(int place, Shape shape) implements Operand {}
}

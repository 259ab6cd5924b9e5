package io.github.dl4jdeeplift.keras.layer;

import io.github.dl4jdeeplift.rule.Expansion;
import io.github.dl4jdeeplift.rule.LayerView;
import io.github.dl4jdeeplift.rule.Rule;
import io.github.dl4jdeeplift.rule.arithmetic.AddRule;
import io.github.dl4jdeeplift.rule.arithmetic.ElementwiseMaximumRule;
import io.github.dl4jdeeplift.rule.arithmetic.ProductRule;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Inputs of one rank merged element by element, those of size 1 in a dimension repeated along it.
 * Deeplearning4j's own vertex has no minimum, and does not repeat for maxima.
 */
public final class BroadcastVertex extends ComputedVertex {
  private static final long serialVersionUID = 1L;

  private final Operation operation;

  /** How the inputs are merged. */
  public enum Operation {
    /** The sum. */
    ADD,
    /** The first input less the second. */
    SUBTRACT,
    /** The mean. */
    AVERAGE,
    /** The product. */
    MULTIPLY,
    /** The largest. */
    MAXIMUM,
    /** The smallest. */
    MINIMUM
  }

  /**
   * Makes the vertex.
   *
   * @param operation how the inputs are merged
   */
  public BroadcastVertex(@JsonProperty("operation") Operation operation) {
    this.operation = operation;
  }

  /** Returns how the inputs are merged. */
  public Operation getOperation() {
    return operation;
  }

  @Override
  List<Object> options() {
    return List.of(operation);
  }

  @Override
  INDArray compute(INDArray... inputs) {
    long[] shape = commonShape(inputs);
    INDArray merged =
        Arrays.stream(inputs)
            .map(input -> repeated(input, shape))
            .reduce(this::merged)
            .orElseThrow();
    return operation == Operation.AVERAGE ? merged.div(inputs.length) : merged;
  }

  private INDArray merged(INDArray one, INDArray other) {
    return switch (operation) {
      case ADD, AVERAGE -> one.add(other);
      case SUBTRACT -> one.sub(other);
      case MULTIPLY -> one.mul(other);
      case MAXIMUM -> Transforms.max(one, other, true);
      case MINIMUM -> Transforms.min(one, other, true);
    };
  }

  private static long[] commonShape(INDArray... inputs) {
    long[] shape = new long[inputs[0].rank()];
    for (INDArray input : inputs) {
      for (int axis = 0; axis < shape.length; axis++) {
        shape[axis] = Math.max(shape[axis], input.size(axis));
      }
    }
    return shape;
  }

  private static INDArray repeated(INDArray input, long... shape) {
    return Arrays.equals(input.shape(), shape)
        ? input
        : Nd4j.zeros(input.dataType(), shape).add(input);
  }

  @Override
  Expansion nodes(LayerView<?> view) {
    return Expansion.chain(rule());
  }

  private Rule rule() {
    return switch (operation) {
      case ADD -> AddRule.sum();
      case SUBTRACT -> AddRule.difference();
      case AVERAGE -> AddRule.average();
      case MULTIPLY -> new ProductRule();
      case MAXIMUM -> ElementwiseMaximumRule.maximum();
      case MINIMUM -> ElementwiseMaximumRule.minimum();
    };
  }
}

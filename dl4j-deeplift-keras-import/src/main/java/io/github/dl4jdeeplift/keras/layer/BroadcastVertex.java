package io.github.dl4jdeeplift.keras.layer;

import io.github.dl4jdeeplift.rule.AddRule;
import io.github.dl4jdeeplift.rule.ElementwiseMaximumRule;
import io.github.dl4jdeeplift.rule.Expansion;
import io.github.dl4jdeeplift.rule.LayerView;
import io.github.dl4jdeeplift.rule.ProductRule;
import io.github.dl4jdeeplift.rule.Rule;
import java.util.Arrays;
import java.util.List;
import java.util.function.BinaryOperator;
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
  @SuppressWarnings("ImmutableEnumChecker") // rules and functions without state
  public enum Operation {
    /** The sum. */
    ADD(AddRule.sum(), INDArray::add),
    /** The first input less the second. */
    SUBTRACT(AddRule.difference(), INDArray::sub),
    /** The mean. */
    AVERAGE(AddRule.average(), INDArray::add),
    /** The product. */
    MULTIPLY(new ProductRule(), INDArray::mul),
    /** The largest. */
    MAXIMUM(ElementwiseMaximumRule.maximum(), (a, b) -> Transforms.max(a, b, true)),
    /** The smallest. */
    MINIMUM(ElementwiseMaximumRule.minimum(), (a, b) -> Transforms.min(a, b, true));

    private final Rule rule;
    private final BinaryOperator<INDArray> merge;

    Operation(Rule rule, BinaryOperator<INDArray> merge) {
      this.rule = rule;
      this.merge = merge;
    }
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
            .reduce(operation.merge)
            .orElseThrow();
    return operation == Operation.AVERAGE ? merged.div(inputs.length) : merged;
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
    return Expansion.chain(operation.rule);
  }
}

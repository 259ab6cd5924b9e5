package io.github.dl4jdeeplift.keras.layer;

import io.github.dl4jdeeplift.keras.layer.FunctionVertex.Function;
import io.github.dl4jdeeplift.rule.Expansion;
import io.github.dl4jdeeplift.rule.LayerView;
import io.github.dl4jdeeplift.rule.Rule;
import io.github.dl4jdeeplift.rule.arithmetic.QuotientRule;
import io.github.dl4jdeeplift.rule.arithmetic.ScaleShiftRule;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * x over its length along one dimension, √max(Σx², ε), or over its root mean square, √(mean x² +
 * ε). Explained as squares, their sum, its root, and the quotient.
 */
public final class NormalizeVertex extends ComputedVertex {
  private static final long serialVersionUID = 1L;

  /** What Keras and TensorFlow take for the sum where it is less. */
  public static final double SMALLEST = 1e-12;

  private final int axis;
  private final boolean mean;
  private final double epsilon;

  /**
   * Makes the vertex.
   *
   * @param axis the dimension, the batch being 0
   * @param mean whether it divides by the root mean square
   * @param epsilon ε, above 0
   */
  public NormalizeVertex(
      @JsonProperty("axis") int axis,
      @JsonProperty("mean") boolean mean,
      @JsonProperty("epsilon") double epsilon) {
    this.axis = axis;
    this.mean = mean;
    this.epsilon = epsilon;
  }

  /** Returns the vertex that gives vectors the length 1, as Keras does, those of 0 the length 0. */
  public static NormalizeVertex ofLength(int axis) {
    return new NormalizeVertex(axis, /* mean= */ false, SMALLEST);
  }

  /** Returns the dimension, the batch being 0. */
  public int getAxis() {
    return axis;
  }

  /** Returns whether it divides by the root mean square. */
  public boolean isMean() {
    return mean;
  }

  /** Returns ε. */
  public double getEpsilon() {
    return epsilon;
  }

  @Override
  List<Object> options() {
    return List.of(axis, mean, epsilon);
  }

  @Override
  INDArray compute(INDArray... inputs) {
    INDArray squares = inputs[0].mul(inputs[0]);
    INDArray bounded =
        mean
            ? squares.mean(true, axis).addi(epsilon)
            : Transforms.max(squares.sum(true, axis), epsilon, true);
    return inputs[0].div(Transforms.sqrt(bounded));
  }

  @Override
  Expansion nodes(LayerView<?> view) {
    Rule bound =
        mean ? ScaleShiftRule.of(view.dataType(), 1, epsilon) : Function.MAXIMUM.rule(epsilon);
    Expansion length =
        Expansion.chain(
            Function.SQUARE.rule(0),
            new SumAlongRule(List.of(axis), mean, /* kept= */ true),
            bound,
            Function.SQUARE_ROOT.rule(0));
    return Expansion.chain().beside(length, new QuotientRule());
  }
}

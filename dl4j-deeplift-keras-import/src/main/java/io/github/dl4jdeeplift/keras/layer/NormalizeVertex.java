package io.github.dl4jdeeplift.keras.layer;

import io.github.dl4jdeeplift.keras.layer.FunctionVertex.Function;
import io.github.dl4jdeeplift.rule.Expansion;
import io.github.dl4jdeeplift.rule.LayerView;
import io.github.dl4jdeeplift.rule.arithmetic.ProductRule;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * x / √max(Σx², 10⁻¹²) along one dimension, as Keras's {@code Dot} normalizes. Explained as that
 * product: squares, their sum, its power, and the product rule.
 */
public final class NormalizeVertex extends ComputedVertex {
  private static final long serialVersionUID = 1L;

  /** What Keras and TensorFlow take for the sum where it is less. */
  public static final double SMALLEST = 1e-12;

  private final int axis;

  /**
   * Makes the vertex.
   *
   * @param axis the dimension, the batch being 0
   */
  public NormalizeVertex(@JsonProperty("axis") int axis) {
    this.axis = axis;
  }

  /** Returns the dimension, the batch being 0. */
  public int getAxis() {
    return axis;
  }

  @Override
  List<Object> options() {
    return List.of(axis);
  }

  @Override
  INDArray compute(INDArray... inputs) {
    INDArray sum = inputs[0].mul(inputs[0]).sum(true, axis);
    return inputs[0].div(Transforms.sqrt(Transforms.max(sum, SMALLEST, true)));
  }

  @Override
  Expansion nodes(LayerView<?> view) {
    return Expansion.chain(
            Function.SQUARE.rule(0),
            new SumAlongRule(List.of(axis), /* mean= */ false, /* kept= */ true),
            Function.MAXIMUM.rule(SMALLEST),
            Function.RECIPROCAL_ROOT.rule(0))
        .beside(Expansion.chain(), new ProductRule());
  }
}

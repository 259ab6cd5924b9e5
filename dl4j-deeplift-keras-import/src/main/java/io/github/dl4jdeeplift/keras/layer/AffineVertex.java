package io.github.dl4jdeeplift.keras.layer;

import io.github.dl4jdeeplift.rule.Expansion;
import io.github.dl4jdeeplift.rule.LayerView;
import io.github.dl4jdeeplift.rule.arithmetic.ScaleShiftRule;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/** x·scale + shift with constants that are repeated to fit x. */
public final class AffineVertex extends ComputedVertex {
  private static final long serialVersionUID = 1L;

  private final List<Long> shape;
  private final List<Double> scale;
  private final List<Double> shift;

  /**
   * Makes the vertex.
   *
   * @param shape shape of the constants with 1 for the batch, of the input's rank
   * @param scale factors in C order
   * @param shift summands in C order
   */
  public AffineVertex(
      @JsonProperty("shape") List<Long> shape,
      @JsonProperty("scale") List<Double> scale,
      @JsonProperty("shift") List<Double> shift) {
    this.shape = List.copyOf(shape);
    this.scale = List.copyOf(scale);
    this.shift = List.copyOf(shift);
  }

  /** Returns the shape of the constants. */
  public List<Long> getShape() {
    return shape;
  }

  /** Returns the factors. */
  public List<Double> getScale() {
    return scale;
  }

  /** Returns the summands. */
  public List<Double> getShift() {
    return shift;
  }

  @Override
  List<Object> options() {
    return List.of(shape, scale, shift);
  }

  @Override
  INDArray compute(INDArray... inputs) {
    DataType type = inputs[0].dataType();
    return inputs[0].mul(array(scale, type)).add(array(shift, type));
  }

  private INDArray array(List<Double> values, DataType type) {
    return Nd4j.createFromArray(values.stream().mapToDouble(Double::doubleValue).toArray())
        .castTo(type)
        .reshape('c', shape.stream().mapToLong(Long::longValue).toArray());
  }

  @Override
  Expansion nodes(LayerView<?> view) {
    return Expansion.chain(
        new ScaleShiftRule(array(scale, view.dataType()), array(shift, view.dataType())));
  }
}

package io.github.dl4jdeeplift.keras.layer;

import io.github.dl4jdeeplift.rule.Expansion;
import io.github.dl4jdeeplift.rule.LayerView;
import io.github.dl4jdeeplift.rule.activation.RescaleRule;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/** The larger, or smaller, of x and a number. */
public final class BoundVertex extends ComputedVertex {
  private static final long serialVersionUID = 1L;

  private final double bound;
  private final boolean maximum;

  /**
   * Makes the vertex.
   *
   * @param bound the number
   * @param maximum whether the larger is taken
   */
  public BoundVertex(
      @JsonProperty("bound") double bound, @JsonProperty("maximum") boolean maximum) {
    this.bound = bound;
    this.maximum = maximum;
  }

  /** Returns the number. */
  public double getBound() {
    return bound;
  }

  /** Returns whether the larger is taken. */
  public boolean isMaximum() {
    return maximum;
  }

  @Override
  List<Object> options() {
    return List.of(bound, maximum);
  }

  @Override
  INDArray compute(INDArray... inputs) {
    return maximum
        ? Transforms.max(inputs[0], bound, true)
        : Transforms.min(inputs[0], bound, true);
  }

  @Override
  Expansion nodes(LayerView<?> view) {
    return Expansion.chain(new RescaleRule(Secants.bound(bound, maximum)));
  }
}

package io.github.dl4jdeeplift.keras.layer;

import io.github.dl4jdeeplift.rule.Expansion;
import io.github.dl4jdeeplift.rule.LayerView;
import io.github.dl4jdeeplift.rule.activation.RescaleRule;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/** x^p for one exponent. */
public final class PowerVertex extends ComputedVertex {
  private static final long serialVersionUID = 1L;

  private final double exponent;

  /**
   * Makes the vertex.
   *
   * @param exponent p
   */
  public PowerVertex(@JsonProperty("exponent") double exponent) {
    this.exponent = exponent;
  }

  /** Returns the exponent. */
  public double getExponent() {
    return exponent;
  }

  @Override
  List<Object> options() {
    return List.of(exponent);
  }

  @Override
  INDArray compute(INDArray... inputs) {
    return Transforms.pow(inputs[0], exponent);
  }

  @Override
  Expansion nodes(LayerView<?> view) {
    return Expansion.chain(new RescaleRule(Secants.power(exponent)));
  }
}

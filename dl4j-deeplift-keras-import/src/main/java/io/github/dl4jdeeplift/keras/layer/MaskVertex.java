package io.github.dl4jdeeplift.keras.layer;

import io.github.dl4jdeeplift.rule.Expansion;
import io.github.dl4jdeeplift.rule.LayerView;
import io.github.dl4jdeeplift.rule.mask.ZeroStepsRule;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * The mask that {@code Masking} and {@code Embedding} read off their input: 0 at steps where all
 * channels have one value, else 1. {@code [batch, time, channels] -> [batch, time]}, or indices
 * {@code [batch, time]} to the same.
 */
public final class MaskVertex extends ComputedVertex {
  private static final long serialVersionUID = 1L;
  private static final int CHANNELS = 2;

  private final double value;

  /**
   * Makes the vertex.
   *
   * @param value the value of masked steps
   */
  public MaskVertex(@JsonProperty("value") double value) {
    this.value = value;
  }

  /** Returns the value of masked steps. */
  public double getValue() {
    return value;
  }

  @Override
  List<Object> options() {
    return List.of(value);
  }

  @Override
  INDArray compute(INDArray... inputs) {
    INDArray other = inputs[0].neq(value).castTo(inputs[0].dataType());
    return other.rank() > CHANNELS ? other.max(CHANNELS) : other;
  }

  @Override
  Expansion nodes(LayerView<?> view) {
    return Expansion.chain(new ZeroStepsRule(value));
  }
}

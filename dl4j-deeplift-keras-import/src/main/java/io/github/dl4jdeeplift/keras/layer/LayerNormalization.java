package io.github.dl4jdeeplift.keras.layer;

import io.github.dl4jdeeplift.rule.Expansion;
import io.github.dl4jdeeplift.rule.LayerView;
import io.github.dl4jdeeplift.rule.arithmetic.StandardizationRule;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Layer normalization over the last dimension (Ba, Kiros, Hinton 2016): γ(x − μ)/√(σ² + ε) + β with
 * the mean and variance of each place of each example. Parameters {@code gamma} and {@code beta},
 * {@code [channels]}, where they are asked for.
 */
public final class LayerNormalization extends ComputedLayer {
  private static final long serialVersionUID = 1L;

  private final long channels;
  private final double epsilon;
  private final boolean scaled;
  private final boolean centered;

  /**
   * Makes the configuration.
   *
   * @param channels size of the last dimension
   * @param epsilon ε, at least 0
   * @param scaled whether there is γ
   * @param centered whether there is β
   */
  public LayerNormalization(
      @JsonProperty("channels") long channels,
      @JsonProperty("epsilon") double epsilon,
      @JsonProperty("scaled") boolean scaled,
      @JsonProperty("centered") boolean centered) {
    this.channels = channels;
    this.epsilon = epsilon;
    this.scaled = scaled;
    this.centered = centered;
  }

  /** Returns the size of the last dimension. */
  public long getChannels() {
    return channels;
  }

  /** Returns ε. */
  public double getEpsilon() {
    return epsilon;
  }

  /** Returns whether there is γ. */
  public boolean isScaled() {
    return scaled;
  }

  /** Returns whether there is β. */
  public boolean isCentered() {
    return centered;
  }

  private ScaleAndCenter scaleAndCenter() {
    return new ScaleAndCenter(channels, scaled, centered);
  }

  @Override
  public Map<String, long[]> parameterShapes() {
    return scaleAndCenter().shapes();
  }

  @Override
  public INDArray compute(Parameters parameters, INDArray input) {
    INDArray rows = input.reshape('c', new long[] {input.length() / channels, channels});
    INDArray result = rows.subColumnVector(column(rows));
    INDArray variance = column(result.mul(result)).addi(epsilon);
    result.diviColumnVector(Transforms.sqrt(variance, false));
    scaleAndCenter().apply(parameters, result);
    return result.dup('c').reshape('c', input.shape());
  }

  private static INDArray column(INDArray rows) {
    return rows.mean(1).reshape(rows.size(0), 1);
  }

  @Override
  public Expansion nodes(LayerView<?> view) {
    Expansion standardized = Expansion.chain(new StandardizationRule(-1, epsilon));
    return scaled || centered ? standardized.then(scaleAndCenter().rule(view)) : standardized;
  }

  @Override
  List<Object> options() {
    return List.of(channels, epsilon, scaled, centered);
  }
}

package io.github.dl4jdeeplift.keras.layer;

import io.github.dl4jdeeplift.rule.Expansion;
import io.github.dl4jdeeplift.rule.LayerView;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * γx + β along the last dimension. Parameters {@code gamma} and {@code beta}, {@code [channels]},
 * where they are asked for; with one channel they are for all numbers.
 */
public final class ChannelScale extends ComputedLayer {
  private static final long serialVersionUID = 1L;

  private final long channels;
  private final boolean scaled;
  private final boolean centered;

  /**
   * Makes the configuration.
   *
   * @param channels size of the last dimension, or 1
   * @param scaled whether there is γ
   * @param centered whether there is β
   */
  public ChannelScale(
      @JsonProperty("channels") long channels,
      @JsonProperty("scaled") boolean scaled,
      @JsonProperty("centered") boolean centered) {
    this.channels = channels;
    this.scaled = scaled;
    this.centered = centered;
  }

  /** Returns the size of the last dimension, or 1. */
  public long getChannels() {
    return channels;
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
    INDArray result = rows.dup('c');
    scaleAndCenter().apply(parameters, result);
    return result.reshape('c', input.shape());
  }

  @Override
  public Expansion nodes(LayerView<?> view) {
    return Expansion.chain(scaleAndCenter().rule(view));
  }

  @Override
  List<Object> options() {
    return List.of(channels, scaled, centered);
  }
}

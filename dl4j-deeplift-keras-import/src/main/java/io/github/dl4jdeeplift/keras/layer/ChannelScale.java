package io.github.dl4jdeeplift.keras.layer;

import io.github.dl4jdeeplift.rule.Expansion;
import io.github.dl4jdeeplift.rule.LayerView;
import io.github.dl4jdeeplift.rule.arithmetic.ScaleShiftRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
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

  @Override
  public Map<String, long[]> parameterShapes() {
    Map<String, long[]> shapes = new LinkedHashMap<>();
    if (scaled) {
      shapes.put("gamma", new long[] {channels});
    }
    if (centered) {
      shapes.put("beta", new long[] {channels});
    }
    return shapes;
  }

  @Override
  public INDArray compute(Parameters parameters, INDArray input) {
    INDArray rows = input.reshape('c', new long[] {input.length() / channels, channels});
    INDArray result = rows.dup('c');
    if (scaled) {
      result.muliRowVector(parameters.get("gamma").dup().reshape(1, channels));
    }
    if (centered) {
      result.addiRowVector(parameters.get("beta").dup().reshape(1, channels));
    }
    return result.reshape('c', input.shape());
  }

  @Override
  public Expansion nodes(LayerView<?> view) {
    return Expansion.chain(new ScaleShiftRule(orElse(view, "gamma", 1), orElse(view, "beta", 0)));
  }

  private INDArray orElse(LayerView<?> view, String key, double otherwise) {
    @Nullable INDArray parameter = view.parameterOrNull(key);
    return parameter == null
        ? Nd4j.valueArrayOf(new long[] {channels}, otherwise, view.dataType())
        : parameter;
  }

  @Override
  List<Object> options() {
    return List.of(channels, scaled, centered);
  }
}

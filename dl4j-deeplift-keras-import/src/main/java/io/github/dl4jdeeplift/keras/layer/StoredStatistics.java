package io.github.dl4jdeeplift.keras.layer;

import io.github.dl4jdeeplift.rule.Expansion;
import io.github.dl4jdeeplift.rule.LayerView;
import io.github.dl4jdeeplift.rule.arithmetic.ScaleShiftRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * (x − mean)/max(√variance, 10⁻⁷) along the last dimension, or its inverse: Keras's {@code
 * Normalization}. Parameters {@code mean} and {@code variance}, {@code [channels]}, with one
 * channel for all numbers; {@code count}, from how many numbers they come, is kept and of no
 * account.
 */
public final class StoredStatistics extends ComputedLayer {
  private static final long serialVersionUID = 1L;
  private static final double SMALLEST = 1e-7;

  private final long channels;
  private final boolean inverse;

  /**
   * Makes the configuration.
   *
   * @param channels size of the last dimension, or 1
   * @param inverse whether numbers are multiplied by the deviation and the mean is added
   */
  public StoredStatistics(
      @JsonProperty("channels") long channels, @JsonProperty("inverse") boolean inverse) {
    this.channels = channels;
    this.inverse = inverse;
  }

  /** Returns the size of the last dimension, or 1. */
  public long getChannels() {
    return channels;
  }

  /** Returns whether numbers are multiplied by the deviation and the mean is added. */
  public boolean isInverse() {
    return inverse;
  }

  @Override
  public Map<String, long[]> parameterShapes() {
    Map<String, long[]> shapes = new LinkedHashMap<>();
    shapes.put("mean", new long[] {channels});
    shapes.put("variance", new long[] {channels});
    shapes.put("count", new long[] {1});
    return shapes;
  }

  private static INDArray deviation(INDArray variance) {
    return Transforms.max(Transforms.sqrt(variance, true), SMALLEST, true);
  }

  @Override
  public INDArray compute(Parameters parameters, INDArray input) {
    INDArray mean = parameters.get("mean").dup().reshape(1, channels);
    INDArray deviation = deviation(parameters.get("variance").dup()).reshape(1, channels);
    INDArray rows = input.reshape('c', new long[] {input.length() / channels, channels});
    INDArray result =
        inverse
            ? rows.mulRowVector(deviation).addiRowVector(mean)
            : rows.subRowVector(mean).diviRowVector(deviation);
    return result.dup('c').reshape('c', input.shape());
  }

  @Override
  public Expansion nodes(LayerView<?> view) {
    INDArray mean = view.parameter("mean");
    INDArray deviation = deviation(view.parameter("variance"));
    return Expansion.chain(
        inverse
            ? new ScaleShiftRule(deviation, mean)
            : new ScaleShiftRule(deviation.rdiv(1), mean.neg().divi(deviation)));
  }

  @Override
  List<Object> options() {
    return List.of(channels, inverse);
  }
}

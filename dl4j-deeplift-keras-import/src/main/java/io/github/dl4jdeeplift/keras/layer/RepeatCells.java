package io.github.dl4jdeeplift.keras.layer;

import io.github.dl4jdeeplift.rule.Expansion;
import io.github.dl4jdeeplift.rule.LayerView;
import io.github.dl4jdeeplift.rule.Rule;
import io.github.dl4jdeeplift.rule.shape.RepeatRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Each cell of the first dimensions several times, one behind the other. Deeplearning4j's own layer
 * does so over sequences of [batch, channels, positions] alone.
 */
public final class RepeatCells extends ComputedLayer {
  private static final long serialVersionUID = 1L;

  private final int[] counts;

  /**
   * Makes the configuration.
   *
   * @param counts how often, for each dimension after the batch; further dimensions are left alone
   */
  public RepeatCells(@JsonProperty("counts") int... counts) {
    this.counts = counts.clone();
  }

  /** Returns how often, for each dimension after the batch. */
  public int[] getCounts() {
    return counts.clone();
  }

  @Override
  public INDArray compute(Parameters parameters, INDArray input) {
    INDArray output = input;
    for (int axis = 0; axis < counts.length; axis++) {
      output = repeated(output, axis + 1, counts[axis]);
    }
    return output;
  }

  private static INDArray repeated(INDArray input, int axis, int count) {
    long[] shape = input.shape().clone();
    long before = Arrays.stream(shape, 0, axis + 1).reduce(1, (a, b) -> a * b);
    long after = input.length() / before;
    INDArray apart = input.reshape('c', new long[] {before, 1, after});
    shape[axis] *= count;
    return apart.broadcast(before, count, after).dup('c').reshape('c', shape);
  }

  @Override
  public Expansion nodes(LayerView<?> view) {
    List<Rule> rules = new ArrayList<>();
    for (int axis = 0; axis < counts.length; axis++) {
      rules.add(new RepeatRule(axis, counts[axis]));
    }
    return Expansion.chain(rules);
  }

  @Override
  List<Object> options() {
    return List.copyOf(Arrays.stream(counts).boxed().toList());
  }
}

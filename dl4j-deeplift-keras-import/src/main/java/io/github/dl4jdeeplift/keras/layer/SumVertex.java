package io.github.dl4jdeeplift.keras.layer;

import io.github.dl4jdeeplift.rule.Expansion;
import io.github.dl4jdeeplift.rule.LayerView;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/** The sum or the mean along some dimensions. */
public final class SumVertex extends ComputedVertex {
  private static final long serialVersionUID = 1L;

  private final List<Integer> axes;
  private final boolean mean;
  private final boolean kept;

  /**
   * Makes the vertex.
   *
   * @param axes the dimensions, the batch being 0, in ascending order
   * @param mean whether the sum is divided by the number of cells
   * @param kept whether the dimensions stay, of size 1
   */
  public SumVertex(
      @JsonProperty("axes") List<Integer> axes,
      @JsonProperty("mean") boolean mean,
      @JsonProperty("kept") boolean kept) {
    this.axes = List.copyOf(axes);
    this.mean = mean;
    this.kept = kept;
  }

  /** Returns the dimensions, the batch being 0. */
  public List<Integer> getAxes() {
    return axes;
  }

  /** Returns whether the sum is divided by the number of cells. */
  public boolean isMean() {
    return mean;
  }

  /** Returns whether the dimensions stay, of size 1. */
  public boolean isKept() {
    return kept;
  }

  @Override
  List<Object> options() {
    return List.of(axes, mean, kept);
  }

  @Override
  INDArray compute(INDArray... inputs) {
    int[] dimensions = axes.stream().mapToInt(Integer::intValue).toArray();
    return mean ? inputs[0].mean(kept, dimensions) : inputs[0].sum(kept, dimensions);
  }

  @Override
  Expansion nodes(LayerView<?> view) {
    return Expansion.chain(new SumAlongRule(axes, mean, kept));
  }
}

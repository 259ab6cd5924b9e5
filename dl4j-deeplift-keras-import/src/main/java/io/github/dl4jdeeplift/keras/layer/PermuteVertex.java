package io.github.dl4jdeeplift.keras.layer;

import io.github.dl4jdeeplift.rule.Expansion;
import io.github.dl4jdeeplift.rule.LayerView;
import io.github.dl4jdeeplift.rule.shape.PermuteRule;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Dimensions in another order, as an array of its own: of a view of another array, Deeplearning4j
 * computes some convolutions over volumes wrong, without an error.
 */
public final class PermuteVertex extends ComputedVertex {
  private static final long serialVersionUID = 1L;

  private final int[] order;

  /**
   * Makes the vertex.
   *
   * @param order for each dimension of the output its place in the input; the batch, 0, comes first
   */
  public PermuteVertex(@JsonProperty("order") int... order) {
    this.order = order.clone();
  }

  /** Returns for each dimension of the output its place in the input. */
  public int[] getOrder() {
    return order.clone();
  }

  @Override
  List<Object> options() {
    return List.of(Arrays.stream(order).boxed().toList());
  }

  @Override
  INDArray compute(INDArray... inputs) {
    return inputs[0].permute(order).dup('c');
  }

  @Override
  Expansion nodes(LayerView<?> view) {
    return Expansion.chain(new PermuteRule(order));
  }
}

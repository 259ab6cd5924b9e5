package io.github.dl4jdeeplift.keras.layer;

import io.github.dl4jdeeplift.rule.Expansion;
import io.github.dl4jdeeplift.rule.LayerView;
import io.github.dl4jdeeplift.rule.activation.LogSumExpRule;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** ln Σ e^x along the last dimension, which keeps size 1. */
public final class LogSumExpVertex extends ComputedVertex {
  private static final long serialVersionUID = 1L;

  /** Makes the vertex. */
  public LogSumExpVertex() {}

  @Override
  List<Object> options() {
    return List.of();
  }

  @Override
  INDArray compute(INDArray... inputs) {
    int last = inputs[0].rank() - 1;
    INDArray largest = inputs[0].max(true, last);
    return Transforms.log(Transforms.exp(inputs[0].sub(largest)).sum(true, last)).add(largest);
  }

  @Override
  Expansion nodes(LayerView<?> view) {
    return Expansion.chain(new LogSumExpRule());
  }
}

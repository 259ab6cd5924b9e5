package io.github.dl4jdeeplift.keras.layer;

import io.github.dl4jdeeplift.rule.Expansion;
import io.github.dl4jdeeplift.rule.LayerView;
import io.github.dl4jdeeplift.rule.shape.ReverseTimeRule;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.ops.NDBase;

/** The time steps of sequences {@code [batch, time, ...]} from the last to the first. */
public final class ReverseTime extends ComputedLayer {
  private static final long serialVersionUID = 1L;

  /** Makes the configuration. */
  public ReverseTime() {}

  @Override
  public INDArray compute(Parameters parameters, INDArray input) {
    return new NDBase().reverse(input, 1);
  }

  @Override
  public Expansion nodes(LayerView<?> view) {
    return Expansion.chain(new ReverseTimeRule());
  }

  @Override
  List<Object> options() {
    return List.of();
  }
}

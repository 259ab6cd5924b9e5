package io.github.dl4jdeeplift.rule.mask;

import io.github.dl4jdeeplift.rule.Multipliers;
import io.github.dl4jdeeplift.rule.NodeValues;
import io.github.dl4jdeeplift.rule.Ops;
import io.github.dl4jdeeplift.rule.Rule;
import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.Value;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * The mask that a MaskZeroLayer reads off its input: 0 at steps where all channels have the masking
 * value; and that of Keras's layers, which read it off indices as well.
 *
 * <p>It is read off the example for both passes, its reference's too: a step is either part of the
 * pair or not. Contributions are then those of the network with the example's mask.
 *
 * <p>Shapes: {@code [batch, time, channels] -> [batch, time]}, or {@code [batch, time]} to the
 * same.
 */
public final class ZeroStepsRule implements Rule {
  private final double value;

  /**
   * Makes the rule.
   *
   * @param value the masking value
   */
  public ZeroStepsRule(double value) {
    this.value = value;
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    if (inputs.get(0).rank() > 2) {
      throw new IllegalArgumentException("takes sequences, not arrays of shape " + inputs.get(0));
    }
    return new Shape(inputs.get(0).size(0));
  }

  @Override
  public SDVariable forward(Ops ops, List<Value> inputs) {
    SDVariable other = inputs.get(0).variable().neq(value).castTo(ops.dataType());
    if (inputs.get(0).shape().rank() == 1) {
      return other;
    }
    SDVariable any = ops.maxAlong(other, inputs.get(0).shape(), 1);
    return ops.reshape(any, inputs.get(0).shape().size(0));
  }

  @Override
  public List<Multipliers> backward(Ops ops, NodeValues values, Multipliers upstream) {
    return List.of();
  }

  @Override
  public boolean isFixedByExample() {
    return true;
  }

  /** For a given mask, which both passes share. */
  @Override
  public boolean isLinear() {
    return true;
  }

  @Override
  public String description() {
    return "mask of the example";
  }
}

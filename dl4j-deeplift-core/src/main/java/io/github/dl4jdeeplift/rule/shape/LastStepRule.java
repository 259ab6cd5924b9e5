package io.github.dl4jdeeplift.rule.shape;

import io.github.dl4jdeeplift.rule.LinearRule;
import io.github.dl4jdeeplift.rule.Ops;
import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.Value;
import org.nd4j.autodiff.samediff.SDVariable;

/** The last time step of a sequence {@code [batch, time, channels]}; m = 1 for it, else 0. */
public final class LastStepRule extends LinearRule {
  /** Makes the rule. */
  public LastStepRule() {}

  @Override
  public Shape outputShape(Shape input) {
    if (input.rank() != 2) {
      throw new IllegalArgumentException(
          "takes sequences (time, channels), not arrays of shape " + input);
    }
    return new Shape(input.size(1));
  }

  @Override
  public SDVariable linear(Ops ops, Value input) {
    long length = input.shape().size(0);
    Ops.Interval last = new Ops.Interval(length - 1, length, 1);
    return ops.reshape(ops.slice(input.variable(), input.shape(), 0, last), input.shape().size(1));
  }

  @Override
  public SDVariable transpose(Ops ops, Value output, Shape input) {
    SDVariable step = ops.reshape(output.variable(), 1, input.size(1));
    return ops.pad(step, new long[] {input.size(0) - 1, 0}, new long[2], 0);
  }

  @Override
  public String description() {
    return "last time step";
  }
}

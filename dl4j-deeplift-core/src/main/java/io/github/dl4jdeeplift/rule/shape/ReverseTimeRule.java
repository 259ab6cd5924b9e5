package io.github.dl4jdeeplift.rule.shape;

import io.github.dl4jdeeplift.rule.LinearRule;
import io.github.dl4jdeeplift.rule.Ops;
import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.Value;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.factory.Nd4j;

/** A sequence {@code [batch, time, channels]} from its end to its beginning; m = 1. */
public final class ReverseTimeRule extends LinearRule {
  /** Makes the rule. */
  public ReverseTimeRule() {}

  @Override
  public Shape outputShape(Shape input) {
    return input;
  }

  @Override
  public SDVariable linear(Ops ops, Value input) {
    if (input.shape().rank() == 1) {
      return input.variable(); // the last step of a sequence has no time
    }
    int length = Math.toIntExact(input.shape().size(0));
    int[] order = new int[length];
    for (int step = 0; step < length; step++) {
      order[step] = length - 1 - step;
    }
    return ops.sameDiff().gather(input.variable(), ops.constant(Nd4j.createFromArray(order)), 1);
  }

  @Override
  public SDVariable transpose(Ops ops, Value output, Shape input) {
    return linear(ops, output);
  }

  @Override
  public boolean movesNumbersOnly() {
    return true;
  }

  @Override
  public String description() {
    return "reversed in time";
  }
}

package io.github.dl4jdeeplift.rule.shape;

import io.github.dl4jdeeplift.rule.LinearRule;
import io.github.dl4jdeeplift.rule.Ops;
import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.Value;
import java.util.Arrays;
import org.nd4j.autodiff.samediff.SDVariable;

/** Dimensions in another order; m = 1, by the inverse order. */
public final class PermuteRule extends LinearRule {
  private final int[] order;

  /**
   * Makes the rule.
   *
   * @param order for each dimension of the output, the batch included at place 0, its place in the
   *     input
   */
  public PermuteRule(int... order) {
    this.order = order.clone();
  }

  @Override
  public Shape outputShape(Shape input) {
    if (input.rank() + 1 != order.length) {
      throw new IllegalArgumentException(
          "takes arrays of rank " + order.length + ", not " + (input.rank() + 1));
    }
    return new Shape(
        Arrays.stream(order).skip(1).mapToLong(axis -> input.size(axis - 1)).toArray());
  }

  @Override
  public SDVariable linear(Ops ops, Value input) {
    return ops.permute(input.variable(), order);
  }

  @Override
  public SDVariable transpose(Ops ops, Value output, Shape input) {
    int[] inverse = new int[order.length];
    for (int axis = 0; axis < order.length; axis++) {
      inverse[order[axis]] = axis;
    }
    return ops.permute(output.variable(), inverse);
  }

  @Override
  public boolean movesNumbersOnly() {
    return true;
  }

  @Override
  public String description() {
    return "permute";
  }
}

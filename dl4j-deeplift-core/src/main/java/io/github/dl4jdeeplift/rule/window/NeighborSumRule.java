package io.github.dl4jdeeplift.rule.window;

import io.github.dl4jdeeplift.rule.LinearRule;
import io.github.dl4jdeeplift.rule.Ops;
import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.Value;
import java.util.Objects;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * scale · (the sum of each number and its neighbors along one dimension) + constant, as local
 * response normalization sums squares over neighboring channels; m = scale for each of them
 * (section 2.3.1). The map is its own transpose.
 */
final class NeighborSumRule extends LinearRule {
  private final int axis;
  private final long reach;
  private final double scale;
  private final double constant;

  /**
   * Makes the rule.
   *
   * @param axis the dimension, the batch left out; negative counts from the end
   * @param reach number of neighbors on each side
   * @param scale factor of the sum, not negative
   * @param constant summand
   */
  NeighborSumRule(int axis, long reach, double scale, double constant) {
    this.axis = axis;
    this.reach = reach;
    this.scale = scale;
    this.constant = constant;
  }

  @Override
  public Shape outputShape(Shape input) {
    return input;
  }

  @Override
  public SDVariable linear(Ops ops, Value input) {
    Shape shape = input.shape();
    int place = axis < 0 ? axis + shape.rank() : axis;
    long size = shape.size(place);
    long within = Math.min(reach, size - 1);
    long[] ends = new long[shape.rank()];
    ends[place] = within;
    SDVariable padded = ops.pad(input.variable(), ends, ends, 0);
    Shape whole = shape.with(place, size + 2 * within);
    SDVariable sum = null;
    for (long begin = 0; begin <= 2 * within; begin++) {
      SDVariable shifted =
          ops.slice(padded, whole, place, new Ops.Interval(begin, begin + size, 1));
      sum = sum == null ? shifted : sum.add(shifted);
    }
    return Objects.requireNonNull(sum).mul(scale);
  }

  @Override
  public SDVariable apply(Ops ops, Value input) {
    return linear(ops, input).add(constant);
  }

  @Override
  public SDVariable transpose(Ops ops, Value output, Shape input) {
    return linear(ops, output);
  }
}

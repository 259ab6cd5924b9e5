package io.github.dl4jdeeplift.rule.shape;

import io.github.dl4jdeeplift.rule.LinearRule;
import io.github.dl4jdeeplift.rule.Ops;
import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.Value;
import org.nd4j.autodiff.samediff.SDVariable;

/** Neighboring cells of one dimension, such as a subset vertex takes; m = 1 for those, else 0. */
public final class SliceRule extends LinearRule {
  private final int axis;
  private final long begin;
  private final long end;

  /**
   * Makes the rule.
   *
   * @param axis the dimension, the batch left out
   * @param begin first cell
   * @param end one past the last cell
   */
  public SliceRule(int axis, long begin, long end) {
    this.axis = axis;
    this.begin = begin;
    this.end = end;
  }

  @Override
  public Shape outputShape(Shape input) {
    if (axis >= input.rank() || end > input.size(axis)) {
      throw new IllegalArgumentException(
          "takes cells "
              + begin
              + " to "
              + (end - 1)
              + " of dimension "
              + (axis + 1)
              + ", but the"
              + " input has shape "
              + input);
    }
    return input.with(axis, end - begin);
  }

  @Override
  public SDVariable linear(Ops ops, Value input) {
    return ops.slice(input.variable(), input.shape(), axis, new Ops.Interval(begin, end, 1));
  }

  @Override
  public SDVariable transpose(Ops ops, Value output, Shape input) {
    long[] before = new long[input.rank()];
    long[] after = new long[input.rank()];
    before[axis] = begin;
    after[axis] = input.size(axis) - end;
    return ops.pad(output.variable(), before, after, 0);
  }

  @Override
  public String description() {
    return "subset";
  }
}

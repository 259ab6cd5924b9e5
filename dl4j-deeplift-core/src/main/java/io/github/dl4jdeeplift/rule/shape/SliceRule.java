package io.github.dl4jdeeplift.rule.shape;

import io.github.dl4jdeeplift.rule.LinearRule;
import io.github.dl4jdeeplift.rule.Ops;
import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.Value;
import org.nd4j.autodiff.samediff.SDVariable;

/** Neighboring cells of one dimension, such as a subset vertex takes; m = 1 for those, else 0. */
public final class SliceRule extends LinearRule {
  private static final long LAST = -1;

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

  /**
   * Returns the rule of all cells from one on.
   *
   * @param axis the dimension, the batch left out
   * @param begin first cell
   */
  public static SliceRule from(int axis, long begin) {
    return new SliceRule(axis, begin, LAST);
  }

  private long end(Shape input) {
    return end == LAST ? input.size(axis) : end;
  }

  @Override
  public Shape outputShape(Shape input) {
    if (axis >= input.rank() || end(input) > input.size(axis) || begin >= end(input)) {
      throw new IllegalArgumentException(
          "takes cells "
              + begin
              + " to "
              + (end == LAST ? "the last" : end - 1)
              + " of dimension "
              + (axis + 1)
              + ", but the"
              + " input has shape "
              + input);
    }
    return input.with(axis, end(input) - begin);
  }

  @Override
  public SDVariable linear(Ops ops, Value input) {
    return ops.slice(
        input.variable(), input.shape(), axis, new Ops.Interval(begin, end(input.shape()), 1));
  }

  @Override
  public SDVariable transpose(Ops ops, Value output, Shape input) {
    long[] before = new long[input.rank()];
    long[] after = new long[input.rank()];
    before[axis] = begin;
    after[axis] = input.size(axis) - end(input);
    return ops.pad(output.variable(), before, after, 0);
  }

  @Override
  public String description() {
    return "subset";
  }
}

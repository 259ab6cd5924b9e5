package io.github.dl4jdeeplift.rule.shape;

import io.github.dl4jdeeplift.rule.LinearRule;
import io.github.dl4jdeeplift.rule.Ops;
import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.Value;
import java.util.Arrays;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * Cells of 0 added to, or cells cut from, the ends of dimensions: zero padding, cropping, subsets;
 * m = 1 for the cells that stay.
 */
public final class PaddingRule extends LinearRule {
  private final long[] before;
  private final long[] after;

  /**
   * Makes the rule.
   *
   * @param before cells added before, one number for each dimension, the batch left out; negative
   *     cuts
   * @param after cells added after, one number for each dimension; negative cuts
   */
  public PaddingRule(long[] before, long[] after) {
    this.before = before.clone();
    this.after = after.clone();
  }

  /**
   * Returns the rule that keeps some cells of one dimension.
   *
   * @param rank number of dimensions, the batch left out
   * @param axis the dimension
   * @param first cells cut before
   * @param last cells cut after
   */
  public static PaddingRule crop(int rank, int axis, long first, long last) {
    long[] before = new long[rank];
    long[] after = new long[rank];
    before[axis] = -first;
    after[axis] = -last;
    return new PaddingRule(before, after);
  }

  @Override
  public Shape outputShape(Shape input) {
    if (input.rank() != before.length) {
      throw new IllegalArgumentException(
          "takes arrays of rank " + (before.length + 1) + ", not " + (input.rank() + 1));
    }
    long[] sizes = input.dimensions();
    for (int axis = 0; axis < sizes.length; axis++) {
      sizes[axis] += before[axis] + after[axis];
      if (sizes[axis] < 1) {
        throw new IllegalArgumentException(
            "leaves nothing of the "
                + input.size(axis)
                + " cells of dimension "
                + (axis + 1)
                + " (shape "
                + input
                + ")");
      }
    }
    return new Shape(sizes);
  }

  @Override
  public SDVariable linear(Ops ops, Value input) {
    return resize(ops, input, before, after);
  }

  @Override
  public SDVariable transpose(Ops ops, Value output, Shape input) {
    return resize(ops, output, negative(before), negative(after));
  }

  /**
   * Writes down zero padding (positive) or cropping (negative) of each dimension.
   *
   * @param before cells before, one number for each dimension, the batch left out
   * @param after cells after, one number for each dimension
   */
  public static SDVariable resize(Ops ops, Value input, long[] before, long[] after) {
    SDVariable result = input.variable();
    Shape shape = input.shape();
    for (int axis = 0; axis < before.length; axis++) {
      long begin = Math.max(0, -before[axis]);
      long end = shape.size(axis) - Math.max(0, -after[axis]);
      result = ops.slice(result, shape, axis, new Ops.Interval(begin, end, 1));
      shape = shape.with(axis, end - begin);
    }
    return ops.pad(result, positivePart(before), positivePart(after), 0);
  }

  private static long[] positivePart(long[] values) {
    return Arrays.stream(values).map(value -> Math.max(0, value)).toArray();
  }

  private static long[] negative(long[] values) {
    return Arrays.stream(values).map(value -> -value).toArray();
  }

  @Override
  public String description() {
    return "padding";
  }
}

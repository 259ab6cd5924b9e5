package io.github.dl4jdeeplift.rule.arithmetic;

import io.github.dl4jdeeplift.rule.Multipliers;
import io.github.dl4jdeeplift.rule.NodeValues;
import io.github.dl4jdeeplift.rule.Shape;
import java.util.Arrays;
import java.util.List;

/** Element-wise operations over inputs of which some are repeated along dimensions of size 1. */
final class Broadcasting {
  private Broadcasting() {}

  /**
   * Returns the shape that inputs have in common after they are repeated.
   *
   * @param inputs shapes of one example
   * @throws IllegalArgumentException if they have none
   */
  static Shape common(List<Shape> inputs) {
    long[] sizes = inputs.get(0).dimensions();
    for (Shape input : inputs) {
      if (input.rank() != sizes.length) {
        throw new IllegalArgumentException("takes inputs of one rank, not " + inputs);
      }
      for (int axis = 0; axis < sizes.length; axis++) {
        sizes[axis] = commonSize(sizes[axis], input.size(axis), inputs);
      }
    }
    return new Shape(sizes);
  }

  private static long commonSize(long one, long other, List<Shape> inputs) {
    if (one != other && one != 1 && other != 1) {
      throw new IllegalArgumentException("takes inputs of one shape, not " + inputs);
    }
    return Math.max(one, other);
  }

  /**
   * Returns the multipliers of an input from those of its repetitions: their sum.
   *
   * @param repeated multipliers of the output's shape
   * @param values the node's shapes
   * @param index place of the input
   */
  static Multipliers reduced(Multipliers repeated, NodeValues values, int index) {
    int[] axes = repeatedAxes(values.inputShape(index), values.outputShape());
    return axes.length == 0 ? repeated : repeated.map(each -> each.sum(true, axes));
  }

  private static int[] repeatedAxes(Shape input, Shape output) {
    int[] axes = new int[output.rank()];
    int count = 0;
    for (int axis = 0; axis < output.rank(); axis++) {
      if (input.size(axis) != output.size(axis)) {
        axes[count++] = axis + 1;
      }
    }
    return Arrays.copyOf(axes, count);
  }
}

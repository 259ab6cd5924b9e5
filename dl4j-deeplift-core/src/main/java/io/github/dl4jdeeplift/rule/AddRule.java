package io.github.dl4jdeeplift.rule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * A weighted sum of several inputs: add, subtract and average vertices; m = the input's weight
 * (section 2.3.1). An input of size 1 in a dimension is repeated along it.
 */
public final class AddRule implements Rule {
  /** Gives the weight of an input by its place and the number of inputs. */
  private interface Weights {
    double of(int index, int count);
  }

  private final Weights weights;

  private AddRule(Weights weights) {
    this.weights = weights;
  }

  /** Returns the rule of a sum. */
  public static AddRule sum() {
    return new AddRule((index, count) -> 1);
  }

  /** Returns the rule of the first input less the others. */
  public static AddRule difference() {
    return new AddRule((index, count) -> index == 0 ? 1 : -1);
  }

  /** Returns the rule of a mean. */
  public static AddRule average() {
    return new AddRule((index, count) -> 1.0 / count);
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
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

  @Override
  public SDVariable forward(Ops ops, List<Value> inputs) {
    int count = inputs.size();
    SDVariable sum = weighted(inputs.get(0).variable(), weights.of(0, count));
    for (int index = 1; index < count; index++) {
      sum = sum.add(weighted(inputs.get(index).variable(), weights.of(index, count)));
    }
    return sum;
  }

  private static SDVariable weighted(SDVariable value, double weight) {
    return weight == 1 ? value : value.mul(weight);
  }

  @Override
  public List<Multipliers> backward(Ops ops, NodeValues values, Multipliers upstream) {
    List<Multipliers> result = new ArrayList<>();
    for (int index = 0; index < values.inputCount(); index++) {
      int[] repeated = repeatedAxes(values.inputShape(index), values.outputShape());
      SDVariable multiplier = weighted(upstream.positive(), weights.of(index, values.inputCount()));
      result.add(
          Multipliers.shared(repeated.length == 0 ? multiplier : multiplier.sum(true, repeated)));
    }
    return List.copyOf(result);
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

  @Override
  public String description() {
    return "linear";
  }
}

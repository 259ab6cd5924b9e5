package io.github.dl4jdeeplift.keras.layer;

import io.github.dl4jdeeplift.rule.LinearRule;
import io.github.dl4jdeeplift.rule.Ops;
import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.Value;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.factory.Nd4j;

/** The sum along some dimensions, m = 1, or the mean, m = 1/n for n cells (section 2.3.1). */
final class SumAlongRule extends LinearRule {
  private final List<Integer> axes;
  private final boolean mean;
  private final boolean kept;

  /**
   * Makes the rule.
   *
   * @param axes the dimensions, the batch being 0
   * @param mean whether the sum is divided by the number of cells
   * @param kept whether the dimensions stay, of size 1
   */
  SumAlongRule(List<Integer> axes, boolean mean, boolean kept) {
    this.axes = List.copyOf(axes);
    this.mean = mean;
    this.kept = kept;
  }

  @Override
  public Shape outputShape(Shape input) {
    List<Long> sizes = new ArrayList<>();
    for (int axis = 0; axis < input.rank(); axis++) {
      boolean summed = axes.contains(axis + 1);
      if (!summed || kept) {
        sizes.add(summed ? 1 : input.size(axis));
      }
    }
    return new Shape(sizes.stream().mapToLong(Long::longValue).toArray());
  }

  private double factor(Shape input) {
    long cells = axes.stream().mapToLong(axis -> input.size(axis - 1)).reduce(1, (a, b) -> a * b);
    return mean ? 1.0 / cells : 1;
  }

  private Shape reduced(Shape input) {
    Shape reduced = input;
    for (int axis : axes) {
      reduced = reduced.with(axis - 1, 1);
    }
    return reduced;
  }

  @Override
  public SDVariable linear(Ops ops, Value input) {
    SDVariable sum = input.variable();
    Shape shape = input.shape();
    for (int axis : axes) {
      sum = ops.sumAlong(sum, shape, axis - 1);
      shape = shape.with(axis - 1, 1);
    }
    return ops.reshape(sum.mul(factor(input.shape())), outputShape(input.shape()).dimensions());
  }

  @Override
  public SDVariable transpose(Ops ops, Value output, Shape input) {
    SDVariable apart = ops.reshape(output.variable(), reduced(input).dimensions());
    SDVariable ones = ops.constant(Nd4j.ones(ops.dataType(), input.withBatch(1)));
    return apart.mul(factor(input)).mul(ones);
  }
}

package io.github.dl4jdeeplift.operation;

import io.github.dl4jdeeplift.rule.LinearRule;
import io.github.dl4jdeeplift.rule.Ops;
import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.Value;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Sums and means along dimensions; m = 1, or 1 over their number (section 2.3.1). */
final class SumRule extends LinearRule {
  private final int[] axes;
  private final boolean keeps;
  private final boolean isMean;

  /**
   * Makes the rule.
   *
   * @param axes the dimensions, the batch left out
   * @param keeps whether they stay, with size 1
   * @param isMean whether sums are divided by the number of summands
   */
  SumRule(int[] axes, boolean keeps, boolean isMean) {
    this.axes = axes.clone();
    this.keeps = keeps;
    this.isMean = isMean;
  }

  private Shape reduced(Shape input) {
    Shape shape = input;
    for (int axis : axes) {
      shape = shape.with(axis, 1);
    }
    return shape;
  }

  private double factor(Shape input) {
    return isMean ? (double) reduced(input).length() / input.length() : 1;
  }

  @Override
  public Shape outputShape(Shape input) {
    return keeps
        ? reduced(input)
        : new Shape(
            IntStream.range(0, input.rank())
                .filter(axis -> Arrays.stream(axes).noneMatch(other -> other == axis))
                .mapToLong(input::size)
                .toArray());
  }

  @Override
  public SDVariable linear(Ops ops, Value input) {
    SDVariable sum = input.variable();
    Shape shape = input.shape();
    for (int axis : axes) {
      sum = ops.sumAlong(sum, shape, axis);
      shape = shape.with(axis, 1);
    }
    SDVariable shaped = keeps ? sum : ops.reshape(sum, outputShape(input.shape()).dimensions());
    return isMean ? shaped.mul(factor(input.shape())) : shaped;
  }

  @Override
  public SDVariable transpose(Ops ops, Value output, Shape input) {
    INDArray shares = Nd4j.valueArrayOf(input.withBatch(1), factor(input), ops.dataType());
    return ops.reshape(output.variable(), reduced(input).dimensions()).mul(ops.constant(shares));
  }

  @Override
  public String description() {
    return isMean ? "mean" : "sum";
  }
}

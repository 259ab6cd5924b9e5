package io.github.dl4jdeeplift.operation;

import io.github.dl4jdeeplift.rule.LinearRule;
import io.github.dl4jdeeplift.rule.Ops;
import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.Value;
import java.util.Arrays;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A constant beside the examples, of as many rows as the input; m = 0. */
final class ConstantRule extends LinearRule {
  private final INDArray value;

  /**
   * Makes the rule.
   *
   * @param value {@code [1, shape...]}
   */
  ConstantRule(INDArray value) {
    this.value = value;
  }

  @Override
  public Shape outputShape(Shape input) {
    return Shape.ofBatch(value.shape());
  }

  /** Returns a 0 for each example, of the rank of a shape. */
  private static SDVariable zero(Ops ops, SDVariable array, Shape from, Shape to) {
    SDVariable cell =
        ops.slice(
            ops.reshape(array, from.length()),
            new Shape(from.length()),
            0,
            new Ops.Interval(0, 1, 1));
    long[] ones = to.dimensions();
    Arrays.fill(ones, 1);
    return ops.reshape(cell.mul(0), ones);
  }

  @Override
  public SDVariable linear(Ops ops, Value input) {
    INDArray zeros = Nd4j.zeros(ops.dataType(), value.shape());
    return zero(ops, input.variable(), input.shape(), Shape.ofBatch(value.shape()))
        .add(ops.constant(zeros));
  }

  @Override
  public SDVariable apply(Ops ops, Value input) {
    return zero(ops, input.variable(), input.shape(), Shape.ofBatch(value.shape()))
        .add(ops.constant(value));
  }

  @Override
  public SDVariable transpose(Ops ops, Value output, Shape input) {
    INDArray zeros = Nd4j.zeros(ops.dataType(), input.withBatch(1));
    return zero(ops, output.variable(), output.shape(), input).add(ops.constant(zeros));
  }

  @Override
  public String description() {
    return "constant";
  }
}

package io.github.dl4jdeeplift.rule.shape;

import io.github.dl4jdeeplift.rule.LinearRule;
import io.github.dl4jdeeplift.rule.Ops;
import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.Value;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Each cell of one dimension several times, one behind the other: upsampling and repeated vectors.
 * A cell's multiplier is the sum of those of its repetitions (section 2.3.1, m = 1 for each).
 *
 * <p>{@code [batch, ..., n, ...] -> [batch, ..., n·count, ...]}.
 */
public final class RepeatRule extends LinearRule {
  private static final int REPETITIONS = 2;

  private final int axis;
  private final long count;

  /**
   * Makes the rule.
   *
   * @param axis the dimension, the batch left out
   * @param count how often each cell is there, at least 1
   */
  public RepeatRule(int axis, long count) {
    this.axis = axis;
    this.count = count;
  }

  @Override
  public Shape outputShape(Shape input) {
    if (axis >= input.rank()) {
      throw new IllegalArgumentException(
          "repeats dimension " + (axis + 1) + ", which shape " + input + " does not have");
    }
    return input.with(axis, input.size(axis) * count);
  }

  @Override
  public SDVariable linear(Ops ops, Value input) {
    INDArray ones = Nd4j.ones(ops.dataType(), 1, 1, count, 1);
    long cells = cells(input.shape());
    SDVariable apart =
        ops.reshape(input.variable(), cells, 1, input.shape().length() / cells)
            .mul(ops.constant(ones));
    return ops.reshape(apart, outputShape(input.shape()).dimensions());
  }

  @Override
  public SDVariable transpose(Ops ops, Value output, Shape input) {
    long cells = cells(input);
    SDVariable apart = ops.reshape(output.variable(), cells, count, input.length() / cells);
    return ops.reshape(apart.sum(true, REPETITIONS), input.dimensions());
  }

  /** Returns the number of cells up to the repeated dimension. */
  private long cells(Shape shape) {
    long cells = 1;
    for (int each = 0; each <= axis; each++) {
      cells *= shape.size(each);
    }
    return cells;
  }

  @Override
  public String description() {
    return "repeat";
  }
}

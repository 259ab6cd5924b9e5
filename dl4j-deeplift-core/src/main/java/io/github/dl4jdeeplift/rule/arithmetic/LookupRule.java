package io.github.dl4jdeeplift.rule.arithmetic;

import io.github.dl4jdeeplift.rule.Multipliers;
import io.github.dl4jdeeplift.rule.NodeValues;
import io.github.dl4jdeeplift.rule.Ops;
import io.github.dl4jdeeplift.rule.Rule;
import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Rows of a table by their index, as embedding layers look them up: {@code [batch, time] -> [batch,
 * time, channels]}.
 *
 * <p>An index has one contribution, the sum of its row's: Σ_c m_c·(row_x − row_r)_c. Like Rescale
 * of a function of one number (section 2.3.4) its multiplier is that over the difference of the
 * indices, and 0 where they are equal; since indices have no order, the multiplier is of use for
 * nothing else. Indices that are not whole, or not in the table, give no finite rows.
 */
public final class LookupRule implements Rule {
  private final INDArray table;
  private final @Nullable INDArray bias;

  /**
   * Makes the rule.
   *
   * @param table {@code [indices, channels]}
   * @param bias added to each row, {@code [channels]}, or null
   */
  public LookupRule(INDArray table, @Nullable INDArray bias) {
    this.table = table;
    this.bias = bias;
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    Shape indices = inputs.get(0);
    if (indices.rank() != 1) {
      throw new IllegalArgumentException("takes indices [batch, time], not " + indices);
    }
    return new Shape(indices.size(0), table.size(1));
  }

  @Override
  public SDVariable forward(Ops ops, List<Value> inputs) {
    SDVariable given = inputs.get(0).variable();
    SDVariable whole = ops.sameDiff().math().floor(given);
    SDVariable known = ops.atMostBound(ops.atLeastBound(whole, 0), table.size(0) - 1.0);
    SDVariable rows = ops.sameDiff().gather(ops.constant(table), known.castTo(DataType.INT32), 0);
    SDVariable isKnown = ops.equal(given, known);
    SDVariable marks = ops.reshape(isKnown.rdiv(1), inputs.get(0).shape().size(0), 1);
    return (bias == null ? rows : rows.add(ops.constant(bias))).mul(marks);
  }

  @Override
  public List<Multipliers> backward(Ops ops, NodeValues values, Multipliers upstream) {
    SDVariable paid = upstream.positive().mul(values.outputDifference());
    SDVariable sum =
        ops.reshape(ops.sumAlong(paid, values.outputShape(), 1), values.outputShape().size(0));
    SDVariable difference = values.difference(0);
    return List.of(Multipliers.shared(ops.divideOrElse(sum, difference, difference.mul(0))));
  }

  @Override
  public String causeOfNotFinite() {
    return "give it indices that are whole numbers from 0 to %d, for examples and references"
        .formatted(table.size(0) - 1);
  }

  @Override
  public String description() {
    return "rows of a table, one contribution for each index";
  }
}

package io.github.dl4jdeeplift.rule.arithmetic;

import io.github.dl4jdeeplift.rule.Multipliers;
import io.github.dl4jdeeplift.rule.NodeValues;
import io.github.dl4jdeeplift.rule.Ops;
import io.github.dl4jdeeplift.rule.Parts;
import io.github.dl4jdeeplift.rule.PartwiseRule;
import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.Value;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * The matrix product of two inputs, Y = A·B, either one transposed first: the product rule for
 * every single product in its sums, M_A = M·⟨B⟩ᵀ and M_B = ⟨A⟩ᵀ·M with the means ⟨A⟩ = A⁰ + ΔA/2
 * over both passes (section 2.3.5, equation 18). Then ΣM∘ΔY = ΣM_A∘ΔA + ΣM_B∘ΔB exactly.
 *
 * <p>Shapes: {@code [batch, ..., n, k] x [batch, ..., k, m] -> [batch, ..., n, m]}; the dimensions
 * in between are the same in both. Attention has two of them: scores, and the weighted sum of
 * values.
 */
public final class MatrixProductRule implements PartwiseRule {
  private final boolean transposeFirst;
  private final boolean transposeSecond;

  /** Makes the rule of A·B. */
  public MatrixProductRule() {
    this(false, false);
  }

  /**
   * Makes the rule.
   *
   * @param transposeFirst whether A's last two dimensions are swapped first
   * @param transposeSecond whether B's last two dimensions are swapped first
   */
  public MatrixProductRule(boolean transposeFirst, boolean transposeSecond) {
    this.transposeFirst = transposeFirst;
    this.transposeSecond = transposeSecond;
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    Shape first = transposeFirst ? transposed(inputs.get(0)) : inputs.get(0);
    Shape second = transposeSecond ? transposed(inputs.get(1)) : inputs.get(1);
    int last = first.rank() - 1;
    boolean fits =
        last > 0
            && second.rank() == last + 1
            && first.size(last) == second.size(last - 1)
            && first.with(last, 1).with(last - 1, 1).equals(second.with(last, 1).with(last - 1, 1));
    if (!fits) {
      throw new IllegalArgumentException(
          "multiplies matrices [..., n, k] by [..., k, m], not " + first + " by " + second);
    }
    return first.with(last, second.size(last));
  }

  private static Shape transposed(Shape shape) {
    int last = shape.rank() - 1;
    if (last < 1) {
      throw new IllegalArgumentException("takes matrices, not arrays of shape " + shape);
    }
    return shape.with(last, shape.size(last - 1)).with(last - 1, shape.size(last));
  }

  @Override
  public SDVariable forward(Ops ops, List<Value> inputs) {
    return product(ops, inputs.get(0).variable(), inputs.get(1).variable());
  }

  private SDVariable product(Ops ops, SDVariable first, SDVariable second) {
    return ops.matrixProduct(first, transposeFirst, second, transposeSecond);
  }

  private static SDVariable mean(NodeValues values, int index) {
    return values.once(
        "mean" + index, () -> values.actual(index).add(values.reference(index)).mul(0.5));
  }

  @Override
  public Parts parts(Ops ops, NodeValues values) {
    Parts ofFirst = values.parts(0).map(part -> product(ops, part, mean(values, 1)));
    return ofFirst.plus(values.parts(1).map(part -> product(ops, mean(values, 0), part)));
  }

  @Override
  public List<Multipliers> backward(Ops ops, NodeValues values, Multipliers upstream) {
    SDVariable first = mean(values, 0);
    SDVariable second = mean(values, 1);
    SDVariable zero = zeroOfEachRow(ops, values);
    // A multiplier that all examples share becomes one for each: matrices do not broadcast.
    Multipliers each = upstream.map(multiplier -> multiplier.add(zero));
    return List.of(
        each.map(
            m ->
                transposeFirst
                    ? ops.matrixProduct(second, transposeSecond, m, true)
                    : ops.matrixProduct(m, false, second, !transposeSecond)),
        each.map(
            m ->
                transposeSecond
                    ? ops.matrixProduct(m, true, first, transposeFirst)
                    : ops.matrixProduct(first, !transposeFirst, m, false)));
  }

  /** Returns {@code [batch, 1, ...]} of zeros, its batch that of the pair. */
  private static SDVariable zeroOfEachRow(Ops ops, NodeValues values) {
    SDVariable cell = mean(values, 0);
    Shape shape = values.inputShape(0);
    for (int axis = 0; axis < shape.rank(); axis++) {
      cell = ops.slice(cell, shape, axis, new Ops.Interval(0, 1, 1));
      shape = shape.with(axis, 1);
    }
    return cell.mul(0);
  }

  @Override
  public String description() {
    return "matrix product";
  }
}

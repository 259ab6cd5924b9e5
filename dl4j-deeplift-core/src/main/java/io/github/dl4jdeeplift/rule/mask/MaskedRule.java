package io.github.dl4jdeeplift.rule.mask;

import io.github.dl4jdeeplift.rule.Multipliers;
import io.github.dl4jdeeplift.rule.NodeValues;
import io.github.dl4jdeeplift.rule.Ops;
import io.github.dl4jdeeplift.rule.Parts;
import io.github.dl4jdeeplift.rule.PartwiseRule;
import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.Trace;
import io.github.dl4jdeeplift.rule.Value;
import java.util.Arrays;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * A value times its mask, or times the mask over the number of unmasked steps; m = that factor,
 * since both passes have the example's mask.
 *
 * <p>Shapes: {@code [batch, shape...]} and a mask of the same shape, or of the size of one
 * dimension, {@code [batch, time]}, which is repeated along the others.
 */
public final class MaskedRule implements PartwiseRule {
  private final int axis;
  private final boolean averaged;

  private MaskedRule(int axis, boolean averaged) {
    this.axis = axis;
    this.averaged = averaged;
  }

  /**
   * Returns the rule of the product.
   *
   * @param axis dimension of time in the value, the batch left out
   */
  public static MaskedRule product(int axis) {
    return new MaskedRule(axis, false);
  }

  /**
   * Returns the rule whose sum over time is the mean of the unmasked steps.
   *
   * @param axis dimension of time in the value, the batch left out
   */
  public static MaskedRule averaged(int axis) {
    return new MaskedRule(axis, true);
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    Shape value = inputs.get(0);
    Shape mask = inputs.get(1);
    if (mask.equals(value)) {
      return value;
    }
    boolean fits = mask.rank() == 1 && axis < value.rank();
    boolean ofSteps = fits && value.rank() > 1 && mask.size(0) == value.size(axis);
    boolean ofExample = fits && value.rank() == 1 && mask.size(0) == 1;
    if (!ofSteps && !ofExample) {
      throw new IllegalArgumentException(
          "gives " + value + ", which a mask " + mask + " does not fit (the batch left out)");
    }
    return value;
  }

  private SDVariable factor(Ops ops, SDVariable mask, Shape maskShape, Shape value) {
    if (maskShape.equals(value)) {
      return mask;
    }
    long[] sizes = new long[value.rank()];
    Arrays.fill(sizes, 1);
    sizes[axis] = maskShape.size(0);
    SDVariable weights = averaged ? mask.div(ops.sumAlong(mask, maskShape, 0)) : mask;
    return ops.reshape(weights, sizes);
  }

  @Override
  public SDVariable forward(Ops ops, List<Value> inputs) {
    Value value = inputs.get(0);
    Value mask = inputs.get(1);
    return value.variable().mul(factor(ops, mask.variable(), mask.shape(), value.shape()));
  }

  private SDVariable factor(Ops ops, NodeValues values) {
    return values.once(
        "factor", () -> factor(ops, values.actual(1), values.inputShape(1), values.outputShape()));
  }

  @Override
  public Parts parts(Ops ops, NodeValues values) {
    return values.parts(0).map(part -> part.mul(factor(ops, values)));
  }

  /** The mask itself, the same in both passes, gets no multipliers. */
  @Override
  public List<Multipliers> backward(Ops ops, NodeValues values, Multipliers upstream) {
    return List.of(upstream.map(each -> each.mul(factor(ops, values))));
  }

  /** A logit behind it is masked as well. */
  @Override
  public boolean movesNumbersOnly() {
    return !averaged;
  }

  @Override
  public Trace trace() {
    return Trace.PASSES;
  }

  /** For a given mask, which both passes share. */
  @Override
  public boolean isLinear() {
    return true;
  }

  @Override
  public String description() {
    return averaged ? "mean of unmasked steps" : "masked";
  }
}

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
import java.util.stream.IntStream;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * A value times its mask, or times the mask over the number of unmasked steps or cells; m = that
 * factor, since both passes have the example's mask.
 *
 * <p>Shapes: {@code [batch, shape...]} and a mask of the same shape, which is repeated along
 * dimensions in which it has size 1, or of the size of one dimension, {@code [batch, time]}, which
 * is repeated along the others.
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
   * Returns the rule whose sum over time is the mean of the unmasked steps, and over an image that
   * of the unmasked cells.
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
    if (repeats(mask, value)) {
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

  private static boolean repeats(Shape mask, Shape value) {
    return mask.rank() == value.rank()
        && IntStream.range(0, mask.rank())
            .allMatch(axis -> mask.size(axis) == value.size(axis) || mask.size(axis) == 1);
  }

  /**
   * Returns the shape in which a mask broadcasts to a value.
   *
   * @param mask the mask's shape
   * @param value the value's shape
   */
  long[] sizes(Shape mask, Shape value) {
    if (repeats(mask, value)) {
      return mask.dimensions();
    }
    long[] sizes = new long[value.rank()];
    Arrays.fill(sizes, 1);
    sizes[axis] = mask.size(0);
    return sizes;
  }

  private SDVariable factor(Ops ops, SDVariable mask, Shape maskShape, Shape value) {
    SDVariable weights = averaged ? mask.div(unmasked(ops, mask, maskShape)) : mask;
    long[] sizes = sizes(maskShape, value);
    return new Shape(sizes).equals(maskShape) ? weights : ops.reshape(weights, sizes);
  }

  private static SDVariable unmasked(Ops ops, SDVariable mask, Shape shape) {
    SDVariable sum = mask;
    for (int axis = 0; axis < shape.rank(); axis++) {
      sum = ops.sumAlong(sum, shape, axis);
    }
    return sum;
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

package io.github.dl4jdeeplift.keras.layer;

import io.github.dl4jdeeplift.rule.LinearRule;
import io.github.dl4jdeeplift.rule.Ops;
import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.Value;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * Some cells of one dimension, perhaps in the opposite order; m = 1 for those, else 0.
 *
 * <p>The transpose turns the order around again, puts zeros between the cells, and at the ends.
 */
final class CellsRule extends LinearRule {
  private final SliceVertex slice;
  private final int axis;

  CellsRule(SliceVertex slice) {
    this.slice = slice;
    this.axis = slice.getAxis() - 1;
  }

  @Override
  public Shape outputShape(Shape input) {
    long left = input.size(axis) - slice.getBefore() - slice.getAfter();
    if (left < 1) {
      throw new IllegalArgumentException(
          "leaves nothing of dimension " + (axis + 1) + " of " + input);
    }
    return input.with(axis, (left + slice.getStep() - 1) / slice.getStep());
  }

  @Override
  public SDVariable linear(Ops ops, Value input) {
    Shape shape = input.shape();
    Ops.Interval cells =
        new Ops.Interval(slice.getBefore(), shape.size(axis) - slice.getAfter(), slice.getStep());
    return ordered(ops, ops.slice(input.variable(), shape, axis, cells));
  }

  private SDVariable ordered(Ops ops, SDVariable value) {
    return slice.isReversed() ? ops.sameDiff().reverse(value, axis + 1) : value;
  }

  @Override
  public SDVariable transpose(Ops ops, Value output, Shape input) {
    SDVariable ordered = ordered(ops, output.variable());
    long step = slice.getStep();
    long taken = output.shape().size(axis);
    SDVariable apart = step == 1 ? ordered : spread(ops, ordered, output.shape(), step);
    long spread = taken * step;
    long left = input.size(axis) - slice.getBefore();
    // The last cell may have fewer zeros behind it than there are between the others.
    Shape widened = input.with(axis, spread);
    SDVariable fitted =
        spread <= left ? apart : ops.slice(apart, widened, axis, new Ops.Interval(0, left, 1));
    long[] before = new long[input.rank()];
    long[] after = new long[input.rank()];
    before[axis] = slice.getBefore();
    after[axis] = Math.max(0, left - spread);
    return ops.pad(fitted, before, after, 0);
  }

  /** Puts zeros behind each cell, so that the cells are {@code step} apart. */
  private SDVariable spread(Ops ops, SDVariable value, Shape shape, long step) {
    long cells = 1;
    for (int each = 0; each <= axis; each++) {
      cells *= shape.size(each);
    }
    long inner = shape.length() / cells;
    SDVariable apart = ops.reshape(value, cells, 1, inner);
    SDVariable padded = ops.pad(apart, new long[3], new long[] {0, step - 1, 0}, 0);
    return ops.reshape(padded, shape.with(axis, shape.size(axis) * step).dimensions());
  }

  @Override
  public boolean movesNumbersOnly() {
    return false;
  }

  @Override
  public String description() {
    return "slice";
  }
}

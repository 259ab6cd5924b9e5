package io.github.dl4jdeeplift.rule;

import java.util.Arrays;
import java.util.IdentityHashMap;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.enums.PadMode;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The operations that rules write into a program, over the SameDiff instance that holds it.
 *
 * <p>Conditions are masks of 0 and 1 in the program's data type, combined by arithmetic: ND4J's
 * {@code Where} costs hundreds of times more. Arguments of masked branches must therefore be finite
 * on both sides (infinity times 0 is not a number).
 */
public final class Ops {
  private final SameDiff sameDiff;
  private final DataType dataType;
  private final IdentityHashMap<INDArray, SDVariable> constants = new IdentityHashMap<>();

  /**
   * Makes operations that write into a program.
   *
   * @param sameDiff the program
   * @param dataType FLOAT or DOUBLE
   */
  public Ops(SameDiff sameDiff, DataType dataType) {
    this.sameDiff = sameDiff;
    this.dataType = dataType;
  }

  /** Returns the program that these operations write into. */
  public SameDiff sameDiff() {
    return sameDiff;
  }

  /** Returns the data type of the program. */
  public DataType dataType() {
    return dataType;
  }

  /**
   * Returns a constant of the program; the same array gives the same constant.
   *
   * @param value the value, not to be changed afterwards
   */
  public SDVariable constant(INDArray value) {
    return constants.computeIfAbsent(value, sameDiff::constant);
  }

  /** Returns 1 where {@code x > threshold}, 0 elsewhere. */
  public SDVariable greater(SDVariable x, double threshold) {
    return sameDiff.math().step(x, threshold);
  }

  /** Returns 1 where {@code x >= threshold}, 0 elsewhere. */
  public SDVariable atLeast(SDVariable x, double threshold) {
    return x.gte(threshold).castTo(dataType);
  }

  /** Returns 1 where {@code x >= y}, 0 elsewhere. */
  public SDVariable atLeast(SDVariable x, SDVariable y) {
    return x.gte(y).castTo(dataType);
  }

  /** Returns 1 where {@code x} equals {@code y}, 0 elsewhere. */
  public SDVariable equal(SDVariable x, SDVariable y) {
    return x.eq(y).castTo(dataType);
  }

  /** Returns 1 where {@code x} is 0, 0 elsewhere. */
  public SDVariable isZero(SDVariable x) {
    return x.eq(0.0).castTo(dataType);
  }

  /** Returns {@code 1 - mask}. */
  public SDVariable not(SDVariable mask) {
    return mask.rsub(1.0);
  }

  /**
   * Chooses by a mask; both branches must be finite everywhere.
   *
   * @param mask 1 for {@code yes}, 0 for {@code no}
   */
  public SDVariable select(SDVariable mask, SDVariable yes, SDVariable no) {
    return mask.mul(yes).add(not(mask).mul(no));
  }

  /**
   * Divides, with a value of its own where the denominator is exactly 0.
   *
   * <p>The one place where rules divide by a difference: no threshold, since the caller's numerator
   * is exact down to the smallest denominator.
   *
   * @param whenZero the result where {@code denominator} is 0; {@code numerator} must be 0 there
   */
  public SDVariable divideOrElse(
      SDVariable numerator, SDVariable denominator, SDVariable whenZero) {
    SDVariable zero = isZero(denominator);
    return numerator.div(denominator.add(zero)).add(zero.mul(whenZero));
  }

  /** Returns the larger of the two, element by element. */
  public SDVariable max(SDVariable x, SDVariable y) {
    return sameDiff.math().max(x, y);
  }

  /** Returns the smaller of the two, element by element. */
  public SDVariable min(SDVariable x, SDVariable y) {
    return sameDiff.math().min(x, y);
  }

  /**
   * Returns the larger of {@code x} and a bound; a bound of -Infinity leaves {@code x} as it is.
   */
  public SDVariable atLeastBound(SDVariable x, double bound) {
    return bound == Double.NEGATIVE_INFINITY ? x : sameDiff.scalarMax(x, bound);
  }

  /**
   * Returns the smaller of {@code x} and a bound; a bound of Infinity leaves {@code x} as it is.
   */
  public SDVariable atMostBound(SDVariable x, double bound) {
    return bound == Double.POSITIVE_INFINITY ? x : sameDiff.scalarMin(x, bound);
  }

  /**
   * Returns sums along a dimension, which keeps size 1. Rules reduce by these, not by SameDiff's
   * own methods: ND4J 1.0.0-M2.1 overwrites memory where the dimension counts from the end, and
   * fails on columns of numbers.
   *
   * @param shape shape of one example of {@code x}
   * @param axis the dimension, the batch left out
   */
  public SDVariable sumAlong(SDVariable x, Shape shape, int axis) {
    return shape.size(axis) == 1 ? x : x.sum(true, axis + 1);
  }

  /**
   * Returns maxima along a dimension, which keeps size 1; see {@link #sumAlong}.
   *
   * @param shape shape of one example of {@code x}
   * @param axis the dimension, the batch left out
   */
  public SDVariable maxAlong(SDVariable x, Shape shape, int axis) {
    return shape.size(axis) == 1 ? x : x.max(true, axis + 1);
  }

  /**
   * Returns softmax along a dimension. Rules take this, not SameDiff's own: ND4J 1.0.0-M2.1 gives
   * wrong numbers in float32 along any dimension but the last, by oneDNN, and NaN in double
   * precision where all numbers of a row are below -745, since it takes their maximum for 0.
   *
   * @param shape shape of one example of {@code x}
   * @param axis the dimension, the batch left out
   */
  public SDVariable softmaxAlong(SDVariable x, Shape shape, int axis) {
    if (dataType == DataType.FLOAT && axis == shape.rank() - 1) {
      return sameDiff.nn().softmax(x, axis + 1);
    }
    SDVariable powers = sameDiff.math().exp(x.sub(maxAlong(x, shape, axis)));
    return powers.div(sumAlong(powers, shape, axis));
  }

  /**
   * Reshapes every example.
   *
   * @param shape the new shape of one example, of as many elements
   */
  public SDVariable reshape(SDVariable x, long... shape) {
    return x.reshape(new Shape(shape).withBatch(-1));
  }

  /**
   * Reorders dimensions.
   *
   * @param order for each dimension of the result, batch included, its place in {@code x}
   */
  public SDVariable permute(SDVariable x, int... order) {
    return x.permute(order);
  }

  /**
   * Returns matrix products over the last two dimensions, of equal batches.
   *
   * @param transposeX whether {@code x}'s last two dimensions are swapped first
   * @param transposeY whether {@code y}'s last two dimensions are swapped first
   */
  public SDVariable matrixProduct(
      SDVariable x, boolean transposeX, SDVariable y, boolean transposeY) {
    return sameDiff.mmul(x, y, transposeX, transposeY, false);
  }

  /**
   * Adds constant cells before and after.
   *
   * @param before cells before, one number for each dimension, the batch left out
   * @param after cells after, one number for each dimension, the batch left out
   * @param value value of the new cells
   */
  public SDVariable pad(SDVariable x, long[] before, long[] after, double value) {
    int[][] table = new int[before.length + 1][2];
    boolean needed = false;
    for (int axis = 0; axis < before.length; axis++) {
      table[axis + 1] = new int[] {Math.toIntExact(before[axis]), Math.toIntExact(after[axis])};
      needed |= before[axis] + after[axis] > 0;
    }
    return needed
        ? sameDiff
            .nn()
            .pad(x, sameDiff.constant(Nd4j.createFromArray(table)), PadMode.CONSTANT, value)
        : x;
  }

  /**
   * Takes cells {@code begin, begin + stride, ...} below {@code end} along one dimension.
   *
   * @param shape shape of one example of {@code x}
   * @param axis the dimension, the batch left out
   */
  public SDVariable slice(SDVariable x, Shape shape, int axis, Interval interval) {
    if (interval.begin() == 0 && interval.end() == shape.size(axis) && interval.stride() == 1) {
      return x;
    }
    int rank = shape.rank() + 1;
    long[] begin = new long[rank];
    long[] end = shape.withBatch(1);
    long[] strides = new long[rank];
    Arrays.fill(strides, 1);
    begin[axis + 1] = interval.begin();
    end[axis + 1] = interval.end();
    strides[axis + 1] = interval.stride();
    // The batch is left open by its bit in the masks.
    return sameDiff.stridedSlice(x, begin, end, strides, 1, 1, 0, 0, 0);
  }

  /**
   * Cells of one dimension.
   *
   * @param begin first cell
   * @param end one past the last cell that may be taken
   * @param stride distance between cells
   */
  public record Interval(long begin, long end, long stride) {}
}

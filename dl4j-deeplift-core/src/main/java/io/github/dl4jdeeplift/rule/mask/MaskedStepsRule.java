package io.github.dl4jdeeplift.rule.mask;

import io.github.dl4jdeeplift.rule.Ops;
import io.github.dl4jdeeplift.rule.Shape;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Steps of a sequence that are chosen by its mask: the last unmasked one, or the unmasked ones in
 * reverse order, each padding staying 0 in its place.
 */
public final class MaskedStepsRule extends ChosenStepsRule {
  private final boolean last;
  private final boolean rounded;

  private MaskedStepsRule(boolean last, boolean rounded) {
    super(last);
    this.last = last;
    this.rounded = rounded;
  }

  /** Returns the rule of the last unmasked step. */
  public static MaskedStepsRule last() {
    return new MaskedStepsRule(true, false);
  }

  /**
   * Returns the same for a LastTimeStep layer, which puts the steps into an array of ND4J's default
   * type.
   */
  public static MaskedStepsRule lastOfLayer() {
    return new MaskedStepsRule(true, true);
  }

  /** Returns the rule of the unmasked steps in reverse order. */
  public static MaskedStepsRule reversed() {
    return new MaskedStepsRule(false, false);
  }

  @Override
  public boolean isRoundedByDeeplearning4j() {
    return rounded;
  }

  @Override
  protected SDVariable choice(Ops ops, SDVariable mask, Shape shape) {
    long length = shape.size(0);
    SDVariable counted = mask.mul(ops.constant(counted(length).castTo(ops.dataType())));
    if (last) {
      SDVariable latest = ops.maxAlong(counted, shape, 0);
      return ops.reshape(ops.equal(counted, latest).mul(mask), 1, length);
    }
    // The k-th unmasked step changes places with the k-th from the end.
    SDVariable rank = ops.sameDiff().cumsum(mask, 1);
    SDVariable opposite = ops.sumAlong(mask, shape, 0).add(1).sub(rank);
    SDVariable places = ops.equal(ops.reshape(rank, length, 1), ops.reshape(opposite, 1, length));
    return places.mul(ops.reshape(mask, length, 1)).mul(ops.reshape(mask, 1, length));
  }

  private static INDArray counted(long length) {
    return Nd4j.arange(1, length + 1.0).reshape(1, length);
  }

  @Override
  public String description() {
    return last ? "last unmasked time step" : "unmasked steps reversed in time";
  }
}

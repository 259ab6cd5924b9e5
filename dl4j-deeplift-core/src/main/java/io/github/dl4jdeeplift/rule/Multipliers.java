package io.github.dl4jdeeplift.rule;

import org.nd4j.autodiff.samediff.SDVariable;

/**
 * The multipliers of one place of a network with respect to the target (section 2.3, equation 3).
 *
 * <p>Positive and negative parts of a difference have multipliers of their own where RevealCancel
 * is at work, and share one elsewhere. Each is {@code [batch, shape...]}; the batch is 1 where all
 * examples share it.
 *
 * @param positive multiplier of the positive part of the difference
 * @param negative multiplier of the negative part of the difference
 */
public record Multipliers(SDVariable positive, SDVariable negative) {
  /**
   * Returns multipliers that both parts share.
   *
   * @param multiplier multiplier of the whole difference
   */
  public static Multipliers shared(SDVariable multiplier) {
    return new Multipliers(multiplier, multiplier);
  }

  /** Tells whether both parts share one multiplier. */
  @SuppressWarnings("ReferenceEquality") // one variable of one program
  public boolean areShared() {
    return positive == negative;
  }

  /**
   * Adds the multipliers that arrive from another output of the same node (equation 4).
   *
   * @param other multipliers of the same place
   */
  public Multipliers plus(Multipliers other) {
    SDVariable sum = positive.add(other.positive);
    return areShared() && other.areShared()
        ? shared(sum)
        : new Multipliers(sum, negative.add(other.negative));
  }
}

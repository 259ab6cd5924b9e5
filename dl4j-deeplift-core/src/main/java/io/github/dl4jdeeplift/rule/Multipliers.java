package io.github.dl4jdeeplift.rule;

import java.util.function.UnaryOperator;
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

  /**
   * Returns the multipliers of both parts before a map that does not mix them.
   *
   * @param transpose the map's transpose, written down once where both parts share a multiplier
   */
  public Multipliers map(UnaryOperator<SDVariable> transpose) {
    SDVariable mapped = transpose.apply(positive);
    return areShared() ? shared(mapped) : new Multipliers(mapped, transpose.apply(negative));
  }

  /**
   * Returns the multipliers of a summand that enters with a factor: a negative one swaps the parts.
   *
   * @param factor the factor
   */
  public Multipliers times(double factor) {
    if (factor == 1) {
      return this;
    }
    Multipliers scaled = map(multiplier -> multiplier.mul(factor));
    return factor > 0 || areShared()
        ? scaled
        : new Multipliers(/* positive= */ scaled.negative, /* negative= */ scaled.positive);
  }
}

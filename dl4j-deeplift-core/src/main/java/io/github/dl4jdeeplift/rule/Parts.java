package io.github.dl4jdeeplift.rule;

import java.util.function.UnaryOperator;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * The positive and the negative part of a difference from the reference, which sum to it
 * (Shrikumar, Greenside, Kundaje 2017, section 3.1: Δx = Δx⁺ + Δx⁻).
 *
 * <p>The parts gather positive and negative summands, so neither need be zero where the difference
 * has one sign.
 *
 * @param positive Δx⁺, {@code [batch, shape...]}
 * @param negative Δx⁻, {@code [batch, shape...]}
 * @param areSigned whether Δx⁺ is known to be at least 0 and Δx⁻ at most 0, which multipliers below
 *     0 may change
 */
public record Parts(SDVariable positive, SDVariable negative, boolean areSigned) {
  /**
   * Makes parts of whose signs nothing is known.
   *
   * @param positive Δx⁺, {@code [batch, shape...]}
   * @param negative Δx⁻, {@code [batch, shape...]}
   */
  public Parts(SDVariable positive, SDVariable negative) {
    this(positive, negative, /* areSigned= */ false);
  }

  /**
   * Returns the parts of a difference of which no more is known than its sign.
   *
   * @param ops operations of the program
   * @param difference the difference
   */
  public static Parts bySign(Ops ops, SDVariable difference) {
    return signed(ops, difference, difference);
  }

  /**
   * Returns parts that rounding may have moved beyond 0.
   *
   * @param ops operations of the program
   * @param positive the positive part, or less where it is 0
   * @param negative the negative part, or more where it is 0
   */
  static Parts signed(Ops ops, SDVariable positive, SDVariable negative) {
    return new Parts(
        ops.atLeastBound(positive, 0), ops.atMostBound(negative, 0), /* areSigned= */ true);
  }

  /**
   * Returns both parts after a map without negative weights, or of no account for signs.
   *
   * @param map the map, linear
   */
  public Parts map(UnaryOperator<SDVariable> map) {
    return new Parts(map.apply(positive), map.apply(negative));
  }

  /**
   * Adds the parts of another summand.
   *
   * @param other the other summand's parts
   */
  public Parts plus(Parts other) {
    return new Parts(positive.add(other.positive), negative.add(other.negative));
  }

  /**
   * Returns the parts of the difference times a factor: a negative one swaps them.
   *
   * @param factor the factor
   */
  public Parts times(double factor) {
    if (factor == 1) {
      return this;
    }
    return factor > 0
        ? map(part -> part.mul(factor))
        : new Parts(negative.mul(factor), positive.mul(factor));
  }
}

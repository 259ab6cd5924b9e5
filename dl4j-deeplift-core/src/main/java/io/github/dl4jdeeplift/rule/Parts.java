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
 */
public record Parts(SDVariable positive, SDVariable negative) {
  /**
   * Returns the parts of a difference of which no more is known than its sign.
   *
   * @param ops operations of the program
   * @param difference the difference
   */
  public static Parts bySign(Ops ops, SDVariable difference) {
    return new Parts(ops.atLeastBound(difference, 0), ops.atMostBound(difference, 0));
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

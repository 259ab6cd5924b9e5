package io.github.dl4jdeeplift.rule.function;

import io.github.dl4jdeeplift.rule.Multipliers;
import io.github.dl4jdeeplift.rule.Ops;
import io.github.dl4jdeeplift.rule.Parts;
import java.util.function.UnaryOperator;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * A function of one number, applied to each number of an array, with its secant.
 *
 * <p>The secant is (f(x) − f(r))/(x − r), and the derivative at x where x = r (section 2.3.4,
 * equation 15). Implementations use forms that keep their relative accuracy down to the smallest
 * difference, so that there is no threshold.
 */
public interface Nonlinearity {
  /**
   * Writes down the function.
   *
   * @param x arguments
   */
  SDVariable value(Ops ops, SDVariable x);

  /**
   * Writes down the secant.
   *
   * @param step the two arguments and their difference
   */
  SDVariable secant(Ops ops, Step step);

  /**
   * Writes down the mean secants by both parts of a step, each taken before and after the other
   * (2017 paper, section 3.5.3). The way of a secant is the rounded difference of its ends, so that
   * both agree to the last bit.
   *
   * @param step the whole step
   * @param parts its parts
   */
  default Multipliers meanSecants(Ops ops, Step step, Parts parts) {
    SDVariable start = step.reference();
    SDVariable higher = start.add(parts.positive());
    SDVariable lower = start.add(parts.negative());
    SDVariable positive =
        secant(ops, Step.between(start, higher))
            .add(secant(ops, Step.between(lower, lower.add(parts.positive()))));
    SDVariable negative =
        secant(ops, Step.between(start, lower))
            .add(secant(ops, Step.between(higher, higher.add(parts.negative()))));
    return new Multipliers(positive.mul(0.5), negative.mul(0.5));
  }

  /** Tells whether the function turns logits into probabilities. */
  default boolean givesProbabilities() {
    return false;
  }

  /** Returns the function's name. */
  String name();

  /**
   * A step from a reference to an argument. The difference is given apart, since it may be known
   * better than the arguments.
   *
   * @param actual x
   * @param reference r
   * @param difference x − r
   */
  record Step(SDVariable actual, SDVariable reference, SDVariable difference) {
    private static Step between(SDVariable from, SDVariable to) {
      return new Step(to, from, to.sub(from));
    }

    /**
     * Returns this step with both arguments changed by {@code function}, and the difference too.
     */
    Step map(UnaryOperator<SDVariable> function) {
      SDVariable x = function.apply(actual);
      SDVariable r = function.apply(reference);
      return new Step(x, r, x.sub(r));
    }
  }
}

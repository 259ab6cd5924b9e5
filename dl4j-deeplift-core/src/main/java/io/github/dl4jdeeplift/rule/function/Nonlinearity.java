package io.github.dl4jdeeplift.rule.function;

import io.github.dl4jdeeplift.rule.Ops;
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

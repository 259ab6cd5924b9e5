package io.github.dl4jdeeplift.rule;

import org.nd4j.autodiff.samediff.SDVariable;

/**
 * A rule through which the positive and the negative part of a difference travel apart, as
 * RevealCancel asks of the nodes around it (2017 paper, section 3.5.2).
 *
 * <p>Its {@code backward} takes multipliers of both parts. Rules that are not of this kind are
 * handed one multiplier for both, and their output's parts are told by its sign alone: that sums to
 * the difference as well.
 */
public interface PartwiseRule extends Rule {
  /**
   * Writes down the parts of the output's difference.
   *
   * @param ops operations of the program
   * @param values both passes at this node
   */
  Parts parts(Ops ops, NodeValues values);

  /**
   * Returns the multiplier of a difference whose parts are told by its sign alone: that of the part
   * it is, and the mean of both where it is 0.
   *
   * @param ops operations of the program
   * @param multipliers multipliers of both parts
   * @param difference the difference
   */
  static SDVariable bySign(Ops ops, Multipliers multipliers, SDVariable difference) {
    if (multipliers.areShared()) {
      return multipliers.positive();
    }
    SDVariable positive = ops.sameDiff().math().sign(difference).add(1).mul(0.5); // 0, 1/2 or 1
    return positive.mul(multipliers.positive()).add(ops.not(positive).mul(multipliers.negative()));
  }
}

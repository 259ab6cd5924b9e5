package io.github.dl4jdeeplift.rule.activation;

import io.github.dl4jdeeplift.rule.Ops;
import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.function.Exponentials;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * The log-mean Jacobian of softmax over one dimension, diag(L) − L Lᵀ/ΣL, for one pair of passes.
 *
 * @param shape shape of the logits of one example
 * @param axis the dimension, the batch left out
 */
public record LogMeanJacobian(Shape shape, int axis) {
  /** Below this log-probability e^z is 0 in the data type: the mean is 0 there as well. */
  private static final double FLOOR = -1e30;

  /**
   * Returns L = (p − q)/(ln p − ln q), the logarithmic means of both passes' probabilities.
   *
   * @param ops operations of the program
   * @param actual logits in the pass of the example
   * @param reference logits in the pass of the reference
   */
  public SDVariable means(Ops ops, SDVariable actual, SDVariable reference) {
    return Exponentials.exponentialSecant(
        ops, logProbabilities(ops, actual), logProbabilities(ops, reference));
  }

  private SDVariable logProbabilities(Ops ops, SDVariable logits) {
    SDVariable shifted = logits.sub(ops.maxAlong(logits, shape, axis));
    SDVariable bounded = ops.atLeastBound(shifted, FLOOR);
    var math = ops.sameDiff().math();
    return bounded.sub(math.log(ops.sumAlong(math.exp(bounded), shape, axis)));
  }

  /**
   * Returns the matrix times a vector; it is its own transpose.
   *
   * @param ops operations of the program
   * @param means what {@link #means} gave
   * @param vector the vector, {@code [batch, shape...]}
   */
  public SDVariable times(Ops ops, SDVariable means, SDVariable vector) {
    SDVariable average =
        ops.sumAlong(means.mul(vector), shape, axis).div(ops.sumAlong(means, shape, axis));
    return means.mul(vector.sub(average));
  }
}

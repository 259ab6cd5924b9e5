package io.github.dl4jdeeplift.rule.function;

import io.github.dl4jdeeplift.rule.Ops;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * scale·x above 0 and scale·α(e^x − 1) below: ELU, and SELU with its own scale; the secant by
 * halves.
 *
 * @param name the function's name
 * @param alpha α
 * @param scale scale
 */
record Elu(String name, double alpha, double scale) implements Nonlinearity {
  @Override
  public SDVariable value(Ops ops, SDVariable x) {
    SDVariable negative = ops.atMostBound(x, 0);
    SDVariable curve =
        Exponentials.exponentialSecant(ops, negative, negative.mul(0)).mul(negative).mul(alpha);
    SDVariable sum = ops.atLeastBound(x, 0).add(curve);
    return scale == 1 ? sum : sum.mul(scale);
  }

  @Override
  public SDVariable secant(Ops ops, Step step) {
    SDVariable above = step.map(x -> ops.atLeastBound(x, 0)).difference();
    Step below = step.map(x -> ops.atMostBound(x, 0));
    SDVariable slope =
        Exponentials.exponentialSecant(ops, below.actual(), below.reference()).mul(alpha);
    SDVariable positive = ops.greater(step.actual(), 0);
    SDVariable secant =
        ops.divideOrElse(
            above.add(slope.mul(below.difference())),
            step.difference(),
            ops.select(positive, positive, slope));
    return scale == 1 ? secant : secant.mul(scale);
  }
}

package io.github.dl4jdeeplift.rule.function;

import io.github.dl4jdeeplift.rule.Multipliers;
import io.github.dl4jdeeplift.rule.Ops;
import io.github.dl4jdeeplift.rule.Parts;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * The secant of max(x, 0) in few operations: the larger argument over the distance, between 0 and
 * 1. Above 1 both arguments are positive, below 0 both are negative. Where they are equal that is
 * infinity of their sign, and at 0/0 not a number, of which the maximum with 0 makes 0.
 */
final class ReluSecant {
  private ReluSecant() {}

  static SDVariable of(Ops ops, Nonlinearity.Step step) {
    SDVariable distance = ops.sameDiff().math().abs(step.difference());
    return of(ops, step.actual(), step.reference(), distance);
  }

  private static SDVariable of(Ops ops, SDVariable one, SDVariable other, SDVariable distance) {
    return ops.atMostBound(ops.atLeastBound(ops.max(one, other).div(distance), 0), 1);
  }

  /** Writes down the mean secants by both parts of a step. */
  static Multipliers means(Ops ops, Nonlinearity.Step step, Parts parts) {
    SDVariable start = step.reference();
    SDVariable end = step.actual();
    SDVariable higher = start.add(parts.positive());
    SDVariable lower = start.add(parts.negative());
    Parts lengths = parts.map(ops.sameDiff().math()::abs);
    SDVariable positive =
        of(ops, higher, start, lengths.positive()).add(of(ops, end, lower, lengths.positive()));
    SDVariable negative =
        of(ops, lower, start, lengths.negative()).add(of(ops, end, higher, lengths.negative()));
    return new Multipliers(positive.mul(0.5), negative.mul(0.5));
  }
}

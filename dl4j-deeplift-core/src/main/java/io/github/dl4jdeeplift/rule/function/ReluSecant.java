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
    return of(ops, ops.max(step.actual(), step.reference()), distance);
  }

  private static SDVariable of(Ops ops, SDVariable larger, SDVariable distance) {
    return ops.atMostBound(ops.atLeastBound(larger.div(distance), 0), 1);
  }

  /** Writes down the mean secants by both parts of a step. */
  static Multipliers means(Ops ops, Nonlinearity.Step step, Parts parts) {
    SDVariable start = step.reference();
    SDVariable end = step.actual();
    SDVariable higher = start.add(parts.positive());
    if (parts.areSigned()) {
      // The higher end of each of the four steps is known.
      return means(ops, new Ends(higher, end, start, higher), parts);
    }
    SDVariable lower = start.add(parts.negative());
    Ends ends =
        new Ends(
            ops.max(higher, start),
            ops.max(end, lower),
            ops.max(lower, start),
            ops.max(end, higher));
    return means(ops, ends, parts);
  }

  /** The larger arguments of the steps by each part, before and after the other. */
  private record Ends(
      SDVariable positiveFirst,
      SDVariable positiveLast,
      SDVariable negativeFirst,
      SDVariable negativeLast) {}

  private static Multipliers means(Ops ops, Ends larger, Parts parts) {
    SDVariable up = ops.sameDiff().math().abs(parts.positive());
    SDVariable down = ops.sameDiff().math().abs(parts.negative());
    SDVariable positive = of(ops, larger.positiveFirst, up).add(of(ops, larger.positiveLast, up));
    SDVariable negative =
        of(ops, larger.negativeFirst, down).add(of(ops, larger.negativeLast, down));
    return new Multipliers(positive.mul(0.5), negative.mul(0.5));
  }
}

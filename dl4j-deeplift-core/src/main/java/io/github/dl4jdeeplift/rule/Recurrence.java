package io.github.dl4jdeeplift.rule;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;

/** Sequences {@code [batch, time, channels]} as they run through a recurrent layer. */
final class Recurrence {
  private Recurrence() {}

  /** Returns the time steps of a sequence, {@code [batch, channels]} each. */
  static List<SDVariable> steps(Ops ops, SDVariable sequence, long length) {
    int steps = Math.toIntExact(length);
    return new ArrayList<>(List.of(ops.sameDiff().unstack(sequence, 1, steps)));
  }

  /** Returns the sequence of time steps that were found from the last to the first. */
  static SDVariable joinedReversed(Ops ops, List<SDVariable> steps) {
    List<SDVariable> inOrder = new ArrayList<>(steps);
    Collections.reverse(inOrder);
    return joined(ops, inOrder);
  }

  /** Returns the sequence of time steps. */
  static SDVariable joined(Ops ops, List<SDVariable> steps) {
    return ops.sameDiff().stack(1, steps.toArray(SDVariable[]::new));
  }

  /** Returns what each step finds from the one before it: a sequence one step later, from 0. */
  static SDVariable before(Ops ops, SDVariable sequence, Shape shape) {
    Ops.Interval kept = new Ops.Interval(0, shape.size(0) - 1, 1);
    if (shape.size(0) == 1) {
      return sequence.mul(0);
    }
    SDVariable cut = ops.slice(sequence, shape, 0, kept);
    return ops.pad(cut, new long[] {1, 0}, new long[] {0, 0}, 0);
  }

  /** Returns a mask {@code [batch, time]} step by step, {@code [batch, 1]} each. */
  static List<SDVariable> stepsOfMask(Ops ops, SDVariable mask, long length) {
    return steps(ops, ops.reshape(mask, length, 1), length);
  }

  /** Returns channels of a sequence. */
  static SDVariable channels(Ops ops, SDVariable sequence, Shape shape, long begin, long end) {
    return ops.slice(sequence, shape, 1, new Ops.Interval(begin, end, 1));
  }
}

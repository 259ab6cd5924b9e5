package io.github.dl4jdeeplift.rule.sequence;

import io.github.dl4jdeeplift.rule.Ops;
import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
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

  /**
   * Returns sequences for a scan with a mask behind them, if there is one.
   *
   * @param mask {@code [batch, time]}, or null
   */
  static List<Value> withMask(Ops ops, List<Value> sequences, @Nullable SDVariable mask) {
    List<Value> all = new ArrayList<>(sequences);
    if (mask != null) {
      Shape shape = new Shape(sequences.get(0).shape().size(0), 1);
      all.add(new Value(ops.reshape(mask, shape.dimensions()), shape));
    }
    return all;
  }

  /** Returns the same with the mask that is a layer's second input, if it has one. */
  static List<Value> withMask(Ops ops, List<Value> sequences, List<Value> inputs) {
    return withMask(ops, sequences, inputs.size() == 1 ? null : inputs.get(1).variable());
  }

  /**
   * Returns a step's value, 0 where the step is masked.
   *
   * @param inputs the step's part of each sequence
   * @param place where the mask stands among them, if there is one
   */
  static SDVariable masked(SDVariable value, List<SDVariable> inputs, int place) {
    return inputs.size() > place ? value.mul(inputs.get(place)) : value;
  }

  /** Returns channels of a sequence. */
  static SDVariable channels(Ops ops, SDVariable sequence, Shape shape, long begin, long end) {
    return ops.slice(sequence, shape, 1, new Ops.Interval(begin, end, 1));
  }
}

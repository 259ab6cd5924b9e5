package io.github.dl4jdeeplift.rule.sequence;

import io.github.dl4jdeeplift.rule.NodeValues;
import io.github.dl4jdeeplift.rule.Ops;
import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.Value;
import io.github.dl4jdeeplift.rule.arithmetic.DenseRule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * The multipliers inside a gated recurrent unit, from its last step to its first.
 *
 * <p>With means over both passes written ⟨ ⟩, secants S and u what the reset gate is multiplied
 * with: z·h_{t−1} + (1 − z)·a hands m·⟨z⟩ to h_{t−1}, m·(⟨h_{t−1}⟩ − ⟨a⟩)·S_z to z's sum and m·(1 −
 * ⟨z⟩)·S_a to a's; r·u hands on ⟨u⟩·S_r to r's sum and ⟨r⟩ to u. The factors of all steps are
 * written down at once.
 */
final class GruWayBack {
  private final Ops ops;
  private final GruCell cell;
  private final Shape output;
  private final Factors factors;

  /** What multipliers are multiplied with, {@code [batch, time, units]} each. */
  private record Factors(
      SDVariable toBefore,
      SDVariable toUpdate,
      SDVariable toCandidate,
      SDVariable toReset,
      SDVariable toInner) {}

  private GruWayBack(Ops ops, GruCell cell, Shape output, Factors factors) {
    this.ops = ops;
    this.cell = cell;
    this.output = output;
    this.factors = factors;
  }

  static GruWayBack of(Ops ops, GruCell cell, NodeValues values) {
    GruPass x = pass(ops, cell, values, values.actual(0), values.actualOutput());
    GruPass r = pass(ops, cell, values, values.reference(0), values.referenceOutput());
    MeanAndSecant update = MeanAndSecant.of(ops, cell.gate(), x.sums().update(), r.sums().update());
    MeanAndSecant reset = MeanAndSecant.of(ops, cell.gate(), x.sums().reset(), r.sums().reset());
    MeanAndSecant candidate =
        MeanAndSecant.of(ops, cell.activation(), x.sums().candidate(), r.sums().candidate());
    SDVariable before = x.before().add(r.before()).mul(0.5);
    SDVariable inner = x.inner().add(r.inner()).mul(0.5);
    Factors factors =
        new Factors(
            update.mean(),
            before.sub(candidate.mean()).mul(update.secant()),
            ops.not(update.mean()).mul(candidate.secant()),
            inner.mul(reset.secant()),
            reset.mean());
    return new GruWayBack(ops, cell, values.outputShape(), factors);
  }

  private static GruPass pass(
      Ops ops, GruCell cell, NodeValues values, SDVariable input, SDVariable hidden) {
    Shape states = values.outputShape();
    SDVariable ofInputs = cell.weights().ofInputs(ops, input, values.inputShape(0));
    GruCell.Blocks blocks = cell.blocks(ops, ofInputs, states.with(1, 3 * cell.units()));
    return GruPass.of(ops, cell, blocks, Recurrence.before(ops, hidden, states), states);
  }

  /**
   * Writes down the way back.
   *
   * @param upstream multipliers of h, {@code [batch, time, units]}
   * @return multipliers of the sums x·W + b, {@code [batch, time, 3·units]}
   */
  SDVariable run(SDVariable upstream) {
    List<SDVariable> ofHidden = steps(upstream);
    List<SDVariable> toBefore = steps(factors.toBefore);
    List<SDVariable> toUpdate = steps(factors.toUpdate);
    List<SDVariable> toCandidate = steps(factors.toCandidate);
    List<SDVariable> toReset = steps(factors.toReset);
    List<SDVariable> toInner = steps(factors.toInner);
    List<SDVariable> ofSums = new ArrayList<>();
    SDVariable carried = null;
    for (int step = ofHidden.size() - 1; step >= 0; step--) {
      SDVariable hidden = plus(ofHidden.get(step), carried);
      SDVariable update = hidden.mul(toUpdate.get(step));
      SDVariable candidate = hidden.mul(toCandidate.get(step));
      SDVariable kept = ofKept(candidate);
      SDVariable reset = kept.mul(toReset.get(step));
      SDVariable inner = kept.mul(toInner.get(step));
      ofSums.add(ops.sameDiff().concat(1, update, reset, candidate));
      carried = hidden.mul(toBefore.get(step)).add(toState(update, reset, inner));
    }
    return Recurrence.joinedReversed(ops, ofSums);
  }

  /** Returns multipliers of r·u from those of the candidate's sum. */
  private SDVariable ofKept(SDVariable candidate) {
    return cell.stateBias() == null ? back(cell.ofCandidate(), candidate, cell.units()) : candidate;
  }

  /** Returns what gates and u hand back to h_{t−1}. */
  private SDVariable toState(SDVariable update, SDVariable reset, SDVariable inner) {
    if (cell.stateBias() != null) {
      return cell.weights().backToState(ops, ops.sameDiff().concat(1, update, reset, inner));
    }
    SDVariable gates = ops.sameDiff().concat(1, update, reset);
    return back(cell.ofGates(), gates, 2 * cell.units()).add(inner);
  }

  private SDVariable back(DenseRule map, SDVariable multipliers, long sums) {
    Shape units = new Shape(cell.units());
    return map.transpose(ops, new Value(multipliers, new Shape(sums)), units);
  }

  private List<SDVariable> steps(SDVariable sequence) {
    return Recurrence.steps(ops, sequence, output.size(0));
  }

  private static SDVariable plus(SDVariable one, @Nullable SDVariable other) {
    return other == null ? one : one.add(other);
  }
}

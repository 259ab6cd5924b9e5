package io.github.dl4jdeeplift.rule;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * The multipliers inside an LSTM, from its last step to its first.
 *
 * <p>With means over both passes written ⟨ ⟩ and secants S, a step is m_c += m_h·⟨o⟩·S_f(c), then
 * the sums' multipliers (m_c·⟨i⟩·S_a, m_c·⟨c_{t−1}⟩·S_u, m_h·⟨f(c)⟩·S_o, m_c·⟨a⟩·S_i), and m_c·⟨u⟩
 * for the cell of the step before. The factors of all steps are written down at once.
 */
final class LstmWayBack {
  private final Ops ops;
  private final LstmCell cell;
  private final Shape output;
  private final Factors factors;
  private final @Nullable SDVariable mask;

  /** What multipliers are multiplied with, {@code [batch, time, ...]}. */
  private record Factors(
      SDVariable hiddenToMemory, LstmCell.Sums toSums, SDVariable memoryToBefore) {}

  private LstmWayBack(Ops ops, LstmCell cell, NodeValues values, Factors factors) {
    this.ops = ops;
    this.cell = cell;
    this.output = values.outputShape();
    this.factors = factors;
    this.mask = values.inputCount() == 1 ? null : values.actual(1);
  }

  static LstmWayBack of(Ops ops, LstmCell cell, NodeValues values) {
    LstmPass.Side actualSide = new LstmPass.Side(values.actual(0), values.actualOutput());
    LstmPass.Side referenceSide = new LstmPass.Side(values.reference(0), values.referenceOutput());
    LstmPass x = LstmPass.of(ops, cell, values, actualSide);
    LstmPass r = LstmPass.of(ops, cell, values, referenceSide);
    Both candidate = Both.of(ops, cell.activation(), x.sums().candidate(), r.sums().candidate());
    Both forget = Both.of(ops, cell.gate(), x.sums().forget(), r.sums().forget());
    Both outputGate = Both.of(ops, cell.gate(), x.sums().output(), r.sums().output());
    Both input = Both.of(ops, cell.gate(), x.sums().input(), r.sums().input());
    Both memory = Both.of(ops, cell.activation(), x.memory(), r.memory());
    SDVariable before = x.before().add(r.before()).mul(0.5);
    LstmCell.Sums toSums =
        new LstmCell.Sums(
            input.mean.mul(candidate.secant),
            before.mul(forget.secant),
            memory.mean.mul(outputGate.secant),
            candidate.mean.mul(input.secant));
    Factors factors = new Factors(outputGate.mean.mul(memory.secant), toSums, forget.mean);
    return new LstmWayBack(ops, cell, values, factors);
  }

  /** A function's mean over both passes, and its secant. */
  private record Both(SDVariable mean, SDVariable secant) {
    static Both of(Ops ops, Nonlinearity function, SDVariable actual, SDVariable reference) {
      SDVariable mean = function.value(ops, actual).add(function.value(ops, reference)).mul(0.5);
      Nonlinearity.Step step = new Nonlinearity.Step(actual, reference, actual.sub(reference));
      return new Both(mean, function.secant(ops, step));
    }
  }

  /**
   * Writes down the way back.
   *
   * @param upstream multipliers of h and c, {@code [batch, time, 2·units]}
   * @return multipliers of the sums, {@code [batch, time, 4·units]}
   */
  SDVariable run(SDVariable upstream) {
    long length = output.size(0);
    long units = cell.units();
    List<SDVariable> ofHidden = steps(Recurrence.channels(ops, upstream, output, 0, units));
    List<SDVariable> ofMemory = steps(Recurrence.channels(ops, upstream, output, units, 2 * units));
    List<SDVariable> hiddenToMemory = steps(factors.hiddenToMemory);
    List<SDVariable> toCandidate = steps(factors.toSums.candidate());
    List<SDVariable> toForget = steps(factors.toSums.forget());
    List<SDVariable> toOutput = steps(factors.toSums.output());
    List<SDVariable> toInput = steps(factors.toSums.input());
    List<SDVariable> memoryToBefore = steps(factors.memoryToBefore);
    List<SDVariable> masks = mask == null ? List.of() : Recurrence.stepsOfMask(ops, mask, length);
    List<SDVariable> ofSums = new ArrayList<>();
    SDVariable carriedHidden = null;
    SDVariable carriedMemory = null;
    for (int step = Math.toIntExact(length) - 1; step >= 0; step--) {
      SDVariable hidden = masked(plus(ofHidden.get(step), carriedHidden), masks, step);
      SDVariable toGate = hidden.mul(toOutput.get(step));
      SDVariable memory =
          masked(plus(ofMemory.get(step), carriedMemory), masks, step)
              .add(hidden.mul(hiddenToMemory.get(step)));
      memory = LstmCell.peeping(ops, memory, cell.outputPeephole(), toGate);
      LstmCell.Sums sums =
          new LstmCell.Sums(
              memory.mul(toCandidate.get(step)),
              memory.mul(toForget.get(step)),
              toGate,
              memory.mul(toInput.get(step)));
      SDVariable all =
          ops.sameDiff().concat(1, sums.candidate(), sums.forget(), toGate, sums.input());
      ofSums.add(all);
      carriedHidden = cell.weights().backToState(ops, all);
      SDVariable old = memory.mul(memoryToBefore.get(step));
      old = LstmCell.peeping(ops, old, cell.forgetPeephole(), sums.forget());
      carriedMemory = LstmCell.peeping(ops, old, cell.inputPeephole(), sums.input());
    }
    return Recurrence.joinedReversed(ops, ofSums);
  }

  private List<SDVariable> steps(SDVariable sequence) {
    return Recurrence.steps(ops, sequence, output.size(0));
  }

  private static SDVariable masked(SDVariable value, List<SDVariable> masks, int step) {
    return masks.isEmpty() ? value : value.mul(masks.get(step));
  }

  private static SDVariable plus(SDVariable one, @Nullable SDVariable other) {
    return other == null ? one : one.add(other);
  }
}

package io.github.dl4jdeeplift.rule.sequence;

import io.github.dl4jdeeplift.rule.NodeValues;
import io.github.dl4jdeeplift.rule.Ops;
import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.Value;
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
    MeanAndSecant candidate =
        MeanAndSecant.of(ops, cell.activation(), x.sums().candidate(), r.sums().candidate());
    MeanAndSecant forget = MeanAndSecant.of(ops, cell.gate(), x.sums().forget(), r.sums().forget());
    MeanAndSecant outputGate =
        MeanAndSecant.of(ops, cell.gate(), x.sums().output(), r.sums().output());
    MeanAndSecant input = MeanAndSecant.of(ops, cell.gate(), x.sums().input(), r.sums().input());
    MeanAndSecant memory = MeanAndSecant.of(ops, cell.activation(), x.memory(), r.memory());
    SDVariable before = x.before().add(r.before()).mul(0.5);
    LstmCell.Sums toSums =
        new LstmCell.Sums(
            input.mean().mul(candidate.secant()),
            before.mul(forget.secant()),
            memory.mean().mul(outputGate.secant()),
            candidate.mean().mul(input.secant()));
    Factors factors = new Factors(outputGate.mean().mul(memory.secant()), toSums, forget.mean());
    return new LstmWayBack(ops, cell, values, factors);
  }

  /**
   * Writes down the way back.
   *
   * @param upstream multipliers of h and c, {@code [batch, time, 2·units]}
   * @return multipliers of the sums, {@code [batch, time, 4·units]}
   */
  SDVariable run(SDVariable upstream) {
    long units = cell.units();
    List<SDVariable> sequences =
        List.of(
            Recurrence.channels(ops, upstream, output, 0, units),
            Recurrence.channels(ops, upstream, output, units, 2 * units),
            factors.hiddenToMemory,
            factors.toSums.candidate(),
            factors.toSums.forget(),
            factors.toSums.output(),
            factors.toSums.input(),
            factors.memoryToBefore);
    Shape shape = output.with(1, units);
    List<Value> values =
        Recurrence.withMask(
            ops, sequences.stream().map(each -> new Value(each, shape)).toList(), mask);
    long[] widths = {4 * units, units};
    return Scan.over(ops, values, widths, /* reversed= */ true, this::next).get(0);
  }

  /**
   * Returns multipliers of a step's sums, and what of the cell of the step before; from upstream
   * multipliers of h and c and the step's factors, and the same of the step behind.
   */
  private List<SDVariable> next(Ops body, List<SDVariable> inputs, List<SDVariable> behind) {
    SDVariable hidden =
        Recurrence.masked(
            inputs.get(0).add(cell.weights().backToState(body, behind.get(0))), inputs, 8);
    SDVariable toGate = hidden.mul(inputs.get(5));
    SDVariable memory =
        Recurrence.masked(inputs.get(1).add(behind.get(1)), inputs, 8)
            .add(hidden.mul(inputs.get(2)));
    memory = LstmCell.peeping(body, memory, cell.outputPeephole(), toGate);
    SDVariable toForget = memory.mul(inputs.get(4));
    SDVariable toInput = memory.mul(inputs.get(6));
    SDVariable all =
        body.sameDiff().concat(1, memory.mul(inputs.get(3)), toForget, toGate, toInput);
    SDVariable old = memory.mul(inputs.get(7));
    old = LstmCell.peeping(body, old, cell.forgetPeephole(), toForget);
    return List.of(all, LstmCell.peeping(body, old, cell.inputPeephole(), toInput));
  }
}

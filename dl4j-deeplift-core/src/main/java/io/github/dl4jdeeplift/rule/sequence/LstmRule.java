package io.github.dl4jdeeplift.rule.sequence;

import io.github.dl4jdeeplift.rule.Multipliers;
import io.github.dl4jdeeplift.rule.NodeValues;
import io.github.dl4jdeeplift.rule.Ops;
import io.github.dl4jdeeplift.rule.Rule;
import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.Value;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * An LSTM, with or without peephole connections p.
 *
 * <p>The sums x_t·W + h_{t−1}·R + b have four blocks: candidate a = f(z_a), forget gate u = g(z_u +
 * p_u·c_{t−1}), input gate i = g(z_i + p_i·c_{t−1}); c_t = u·c_{t−1} + i·a; output gate o = g(z_o +
 * p_o·c_t); h_t = o·f(c_t). Gates are products (section 2.3.5, equation 18), f and g are explained
 * by Rescale, sums by the linear rule. Section 4 of the paper names such units.
 *
 * <p>Shapes: {@code [batch, time, in] -> [batch, time, 2·units]}, h before c, and {@code [batch,
 * time]} for a mask, if there is one, which both are multiplied with at each step.
 */
public final class LstmRule implements Rule {
  private final LstmCell cell;

  LstmRule(LstmCell cell) {
    this.cell = cell;
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    return new Shape(cell.weights().requireSequence(inputs.get(0)), 2 * cell.units());
  }

  @Override
  public SDVariable forward(Ops ops, List<Value> inputs) {
    Value input = inputs.get(0);
    SDVariable ofInputs = cell.weights().ofInputs(ops, input.variable(), input.shape());
    Value sums = new Value(ofInputs, new Shape(input.shape().size(0), 4 * cell.units()));
    long[] widths = {cell.units(), cell.units()};
    List<SDVariable> outputs =
        Scan.over(
            ops,
            Recurrence.withMask(ops, List.of(sums), inputs),
            widths,
            /* reversed= */ false,
            this::next);
    return ops.sameDiff().concat(2, outputs.get(0), outputs.get(1));
  }

  /** Returns h and c of a step from its sums of inputs and from h and c of the step before. */
  private List<SDVariable> next(Ops ops, List<SDVariable> inputs, List<SDVariable> before) {
    SDVariable old = before.get(1);
    SDVariable all = inputs.get(0).add(cell.weights().ofState(ops, before.get(0)));
    SDVariable[] blocks = ops.sameDiff().split(all, 4, 1);
    SDVariable candidate = cell.activation().value(ops, blocks[0]);
    SDVariable forget = LstmCell.peeping(ops, blocks[1], cell.forgetPeephole(), old);
    SDVariable input = LstmCell.peeping(ops, blocks[3], cell.inputPeephole(), old);
    SDVariable kept = cell.gate().value(ops, forget).mul(old);
    SDVariable memory = kept.add(cell.gate().value(ops, input).mul(candidate));
    SDVariable output = LstmCell.peeping(ops, blocks[2], cell.outputPeephole(), memory);
    SDVariable hidden = cell.gate().value(ops, output).mul(cell.activation().value(ops, memory));
    return List.of(Recurrence.masked(hidden, inputs, 1), Recurrence.masked(memory, inputs, 1));
  }

  @Override
  public List<Multipliers> backward(Ops ops, NodeValues values, Multipliers upstream) {
    LstmWayBack wayBack = LstmWayBack.of(ops, cell, values);
    SDVariable ofSums = wayBack.run(upstream.positive());
    return List.of(
        Multipliers.shared(cell.weights().backToInputs(ops, ofSums, values.outputShape())));
  }

  @Override
  public String description() {
    return "LSTM, products of gates, Rescale of "
        + cell.activation().name()
        + " and "
        + cell.gate().name();
  }
}

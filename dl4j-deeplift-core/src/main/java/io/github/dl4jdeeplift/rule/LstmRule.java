package io.github.dl4jdeeplift.rule;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
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
    List<SDVariable> outputs = new ArrayList<>();
    State state = null;
    List<SDVariable> masks =
        inputs.size() == 1
            ? List.of()
            : Recurrence.stepsOfMask(ops, inputs.get(1).variable(), input.shape().size(0));
    for (SDVariable step : Recurrence.steps(ops, ofInputs, input.shape().size(0))) {
      state = next(ops, step, state);
      state = masks.isEmpty() ? state : state.masked(masks.get(outputs.size()));
      outputs.add(ops.sameDiff().concat(1, state.hidden, state.memory));
    }
    return Recurrence.joined(ops, outputs);
  }

  private record State(SDVariable hidden, SDVariable memory) {
    State masked(SDVariable mask) {
      return new State(hidden.mul(mask), memory.mul(mask));
    }
  }

  private State next(Ops ops, SDVariable ofInput, @Nullable State before) {
    SDVariable all =
        before == null ? ofInput : ofInput.add(cell.weights().ofState(ops, before.hidden));
    LstmCell.Sums sums = cell.blocks(ops, all, new Shape(4 * cell.units()));
    SDVariable candidate = cell.activation().value(ops, sums.candidate());
    SDVariable memory;
    if (before == null) {
      memory = cell.gate().value(ops, sums.input()).mul(candidate);
    } else {
      SDVariable old = before.memory;
      SDVariable input = LstmCell.peeping(ops, sums.input(), cell.inputPeephole(), old);
      SDVariable forget = LstmCell.peeping(ops, sums.forget(), cell.forgetPeephole(), old);
      SDVariable kept = cell.gate().value(ops, forget).mul(old);
      memory = kept.add(cell.gate().value(ops, input).mul(candidate));
    }
    SDVariable output = LstmCell.peeping(ops, sums.output(), cell.outputPeephole(), memory);
    SDVariable hidden = cell.gate().value(ops, output).mul(cell.activation().value(ops, memory));
    return new State(hidden, memory);
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

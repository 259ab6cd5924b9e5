package io.github.dl4jdeeplift.rule.sequence;

import io.github.dl4jdeeplift.rule.NodeValues;
import io.github.dl4jdeeplift.rule.Ops;
import io.github.dl4jdeeplift.rule.Shape;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * Everything inside an LSTM in one pass, all steps at once, {@code [batch, time, units]} each.
 *
 * @param sums sums in front of the functions, peepholes included
 * @param memory c_t
 * @param before c_{t−1}
 */
record LstmPass(LstmCell.Sums sums, SDVariable memory, SDVariable before) {
  /** Works out a pass from the layer's input and output. */
  static LstmPass of(Ops ops, LstmCell cell, NodeValues values, Side side) {
    Shape output = values.outputShape();
    long units = cell.units();
    Shape states = output.with(1, units);
    SDVariable hidden = Recurrence.channels(ops, side.output, output, 0, units);
    SDVariable memory = Recurrence.channels(ops, side.output, output, units, 2 * units);
    SDVariable before = Recurrence.before(ops, memory, states);
    SDVariable ofInputs = cell.weights().ofInputs(ops, side.input, values.inputShape(0));
    SDVariable ofStates =
        cell.weights().ofStates(ops, Recurrence.before(ops, hidden, states), states);
    LstmCell.Sums sums = cell.blocks(ops, ofInputs.add(ofStates), output.with(1, 4 * units));
    LstmCell.Sums peeping =
        new LstmCell.Sums(
            sums.candidate(),
            LstmCell.peeping(ops, sums.forget(), cell.forgetPeephole(), before),
            LstmCell.peeping(ops, sums.output(), cell.outputPeephole(), memory),
            LstmCell.peeping(ops, sums.input(), cell.inputPeephole(), before));
    return new LstmPass(peeping, memory, before);
  }

  /** A layer's input and output in one pass. */
  record Side(SDVariable input, SDVariable output) {}
}

package io.github.dl4jdeeplift.rule.sequence;

import io.github.dl4jdeeplift.rule.Ops;
import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.Value;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What is inside a gated recurrent unit in one pass, for one step or for all at once.
 *
 * @param sums sums in front of the functions
 * @param before h_{t−1}
 * @param inner what the reset gate is multiplied with: h_{t−1}, or its sum for the candidate
 */
record GruPass(GruCell.Blocks sums, SDVariable before, SDVariable inner) {
  /**
   * Writes down a pass.
   *
   * @param ofInputs x·W + b
   * @param before h_{t−1}, {@code [batch, states...]}
   * @param states its shape
   */
  static GruPass of(
      Ops ops, GruCell cell, GruCell.Blocks ofInputs, SDVariable before, Shape states) {
    @Nullable INDArray bias = cell.stateBias();
    return bias == null
        ? resetBefore(ops, cell, ofInputs, new Value(before, states))
        : resetAfter(ops, cell, ofInputs, new Value(before, states), bias);
  }

  private static GruPass resetAfter(
      Ops ops, GruCell cell, GruCell.Blocks ofInputs, Value before, INDArray bias) {
    Shape shape = before.shape().with(before.shape().rank() - 1, 3 * cell.units());
    SDVariable ofStates =
        cell.weights().ofStates(ops, before.variable(), before.shape()).add(ops.constant(bias));
    GruCell.Blocks blocks = cell.blocks(ops, ofStates, shape);
    SDVariable reset = ofInputs.reset().add(blocks.reset());
    SDVariable kept = cell.gate().value(ops, reset).mul(blocks.candidate());
    GruCell.Blocks sums =
        new GruCell.Blocks(
            ofInputs.update().add(blocks.update()), reset, ofInputs.candidate().add(kept));
    return new GruPass(sums, before.variable(), blocks.candidate());
  }

  private static GruPass resetBefore(Ops ops, GruCell cell, GruCell.Blocks ofInputs, Value before) {
    Shape shape = before.shape().with(before.shape().rank() - 1, 2 * cell.units());
    SDVariable ofStates = cell.ofGates().linear(ops, before);
    SDVariable reset = ofInputs.reset().add(cell.block(ops, ofStates, shape, 1));
    SDVariable kept = cell.gate().value(ops, reset).mul(before.variable());
    SDVariable candidate = cell.ofCandidate().linear(ops, new Value(kept, before.shape()));
    GruCell.Blocks sums =
        new GruCell.Blocks(
            ofInputs.update().add(cell.block(ops, ofStates, shape, 0)),
            reset,
            ofInputs.candidate().add(candidate));
    return new GruPass(sums, before.variable(), before.variable());
  }
}

package io.github.dl4jdeeplift.rule.sequence;

import io.github.dl4jdeeplift.rule.Ops;
import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.function.Nonlinearity;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The functions of an LSTM's cell.
 *
 * @param weights its sums, in Deeplearning4j's order of blocks: candidate, forget gate, output
 *     gate, input gate
 * @param activation f, of candidate and cell
 * @param gate g, of the gates
 * @param peepholes weights from the cell to the gates; null where there are none
 */
record LstmCell(
    RecurrentWeights weights,
    Nonlinearity activation,
    Nonlinearity gate,
    @Nullable Peepholes peepholes) {

  /**
   * Weights from the cell to the gates, {@code [units]} each.
   *
   * @param forget of the cell before, to the forget gate
   * @param output of the new cell, to the output gate
   * @param input of the cell before, to the input gate
   */
  record Peepholes(INDArray forget, INDArray output, INDArray input) {}

  /** The sums in front of the four functions. */
  record Sums(SDVariable candidate, SDVariable forget, SDVariable output, SDVariable input) {}

  long units() {
    return weights.units();
  }

  /** Cuts sums into their blocks, along the last dimension. */
  Sums blocks(Ops ops, SDVariable sums, Shape shape) {
    List<SDVariable> blocks = new ArrayList<>();
    int last = shape.rank() - 1;
    for (long block = 0; block < 4; block++) {
      Ops.Interval interval = new Ops.Interval(block * units(), (block + 1) * units(), 1);
      blocks.add(ops.slice(sums, shape, last, interval));
    }
    return new Sums(blocks.get(0), blocks.get(1), blocks.get(2), blocks.get(3));
  }

  /** Returns the sum of a gate with what it sees of the cell. */
  static SDVariable peeping(Ops ops, SDVariable sum, @Nullable INDArray weights, SDVariable cell) {
    return weights == null ? sum : sum.add(cell.mul(ops.constant(weights)));
  }

  @Nullable INDArray forgetPeephole() {
    return peepholes == null ? null : peepholes.forget;
  }

  @Nullable INDArray outputPeephole() {
    return peepholes == null ? null : peepholes.output;
  }

  @Nullable INDArray inputPeephole() {
    return peepholes == null ? null : peepholes.input;
  }
}

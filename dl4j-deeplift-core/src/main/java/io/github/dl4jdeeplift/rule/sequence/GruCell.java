package io.github.dl4jdeeplift.rule.sequence;

import io.github.dl4jdeeplift.rule.Ops;
import io.github.dl4jdeeplift.rule.Ops.Interval;
import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.arithmetic.DenseRule;
import io.github.dl4jdeeplift.rule.function.Nonlinearity;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The weights and functions of a gated recurrent unit, in blocks of update gate, reset gate and
 * candidate.
 *
 * @param weights x·W + b of all blocks, and h·R of all blocks
 * @param ofGates h·R of both gates
 * @param ofCandidate h·R of the candidate
 * @param stateBias what is added to h·R, {@code [3·units]}, where the reset gate acts on that sum;
 *     null where it acts on h itself
 * @param activation f, of the candidate
 * @param gate g, of the gates
 */
record GruCell(
    RecurrentWeights weights,
    DenseRule ofGates,
    DenseRule ofCandidate,
    @Nullable INDArray stateBias,
    Nonlinearity activation,
    Nonlinearity gate) {

  /** Blocks of one array. */
  record Blocks(SDVariable update, SDVariable reset, SDVariable candidate) {}

  static GruCell of(
      RecurrentWeights weights,
      INDArray state,
      @Nullable INDArray stateBias,
      Nonlinearity activation,
      Nonlinearity gate) {
    long units = state.size(0);
    return new GruCell(
        weights,
        new DenseRule(columns(state, 0, 2 * units), null),
        new DenseRule(columns(state, 2 * units, 3 * units), null),
        stateBias,
        activation,
        gate);
  }

  private static INDArray columns(INDArray matrix, long begin, long end) {
    return matrix.get(NDArrayIndex.all(), NDArrayIndex.interval(begin, end)).dup('c');
  }

  long units() {
    return weights.units();
  }

  /** Cuts all blocks from the last dimension of an array. */
  Blocks blocks(Ops ops, SDVariable sums, Shape shape) {
    return new Blocks(
        block(ops, sums, shape, 0), block(ops, sums, shape, 1), block(ops, sums, shape, 2));
  }

  /** Cuts one block from the last dimension of an array. */
  SDVariable block(Ops ops, SDVariable sums, Shape shape, long place) {
    Interval interval = new Interval(place * units(), (place + 1) * units(), 1);
    return ops.slice(sums, shape, shape.rank() - 1, interval);
  }
}

package io.github.dl4jdeeplift.engine;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** For each example, the convergence delta of the pair where it is largest in magnitude. */
final class LargestDelta {
  private final double[] deltas;

  LargestDelta(int examples) {
    this.deltas = new double[examples];
  }

  void add(int example, double delta) {
    // Written so that what is not a number stays.
    if (!(Math.abs(delta) < Math.abs(deltas[example])) && !Double.isNaN(deltas[example])) {
      deltas[example] = delta;
    }
  }

  INDArray array(DataType dataType) {
    return Nd4j.createFromArray(deltas).castTo(dataType);
  }
}

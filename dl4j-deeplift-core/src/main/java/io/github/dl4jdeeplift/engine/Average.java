package io.github.dl4jdeeplift.engine;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** The mean over references of something that each pair of example and reference has. */
final class Average {
  private final INDArray mean;
  private final int references;

  /**
   * Begins at 0.
   *
   * @param shape {@code [n, shape...]}
   * @param references number of references of each example
   */
  Average(DataType dataType, long[] shape, int references) {
    this.mean = Nd4j.zeros(dataType, shape);
    this.references = references;
  }

  /**
   * Adds a tile.
   *
   * @param values {@code [rows, shape...]}; one row where all pairs of the tile share it; null for
   *     0
   */
  void add(@Nullable INDArray values, Tile tile) {
    if (values == null) {
      return;
    }
    if (tile.ofReferences()) {
      INDArray sum = values.sum(true, 0);
      add(values.size(0) == 1 ? sum.mul(tile.pairs()) : sum, tile.example(), 1);
    } else {
      add(values, tile.example(), tile.pairs());
    }
  }

  private void add(INDArray rows, int from, int count) {
    // A row that all share is repeated by the addition.
    mean.get(NDArrayIndex.interval(from, from + count)).addi(rows.mul(1.0 / references));
  }

  INDArray mean() {
    return mean;
  }
}

package io.github.dl4jdeeplift;

import io.github.dl4jdeeplift.engine.References;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * References that have the masks of the examples they are compared with, so that no two examples
 * share one.
 *
 * @param plain the references themselves
 * @param masks masks of the examples, {@code [n, ...]} each
 */
record MaskedReferences(References plain, List<INDArray> masks) implements References {
  @Override
  public int count() {
    return plain.count();
  }

  @Override
  public boolean areShared() {
    return false;
  }

  @Override
  public List<INDArray> of(int example, int reference) {
    return of(example, example + 1, reference);
  }

  @Override
  public List<INDArray> of(int from, int to, int reference) {
    List<INDArray> rows = new ArrayList<>();
    for (INDArray row : plain.of(from, to, reference)) {
      rows.add(repeated(row, to - from));
    }
    for (INDArray mask : masks) {
      rows.add(mask.get(NDArrayIndex.interval(from, to)));
    }
    return rows;
  }

  private static INDArray repeated(INDArray rows, long count) {
    if (rows.size(0) == count) {
      return rows;
    }
    long[] shape = rows.shape().clone(); // shape() is the array's own
    shape[0] = count;
    return rows.broadcast(shape);
  }
}

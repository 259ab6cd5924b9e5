package io.github.dl4jdeeplift;

import io.github.dl4jdeeplift.engine.Contiguous;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Rows that all examples share. */
final class SharedReference extends Reference {
  private final INDArray rows;
  private final String description;

  SharedReference(INDArray rows, String description) {
    this.rows = rows;
    this.description = description;
  }

  @Override
  ResolvedReference resolve(INDArray input, InputPlace place) {
    ReferenceChecks.requireShape(rows, input, place);
    return new Rows(ReferenceChecks.finite(Contiguous.of(rows).castTo(input.dataType()), place));
  }

  @Override
  String description() {
    return description;
  }

  /** Rows of a network input that all examples share. */
  record Rows(INDArray values) implements ResolvedReference {
    @Override
    public int count() {
      return Math.toIntExact(values.size(0));
    }

    @Override
    public boolean isShared() {
      return true;
    }

    @Override
    public INDArray rows(int from, int to, int reference) {
      return count() == 1 ? values : values.get(NDArrayIndex.interval(reference, reference + 1));
    }
  }
}

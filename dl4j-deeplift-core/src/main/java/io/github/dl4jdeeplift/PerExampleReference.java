package io.github.dl4jdeeplift;

import io.github.dl4jdeeplift.engine.Contiguous;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** One row for each example. */
final class PerExampleReference extends Reference {
  private final INDArray rows;

  PerExampleReference(INDArray rows) {
    this.rows = rows;
  }

  @Override
  ResolvedReference resolve(INDArray input, InputPlace place) {
    ExampleRange range = place.range();
    if (rows.rank() == 0 || !range.isServedBy(rows.size(0))) {
      throw new DL4JInvalidInputException(
          "reference of input "
              + place.name()
              + " has "
              + (rows.rank() == 0 ? 0 : rows.size(0))
              + " rows for "
              + range.last()
              + " examples; perExample(..) takes one for each, of(..) one for all");
    }
    ReferenceChecks.requireShape(rows, input, place);
    INDArray own = Contiguous.of(rows).get(NDArrayIndex.interval(range.first(), range.last()));
    return new Rows(ReferenceChecks.finite(own.castTo(input.dataType()), place));
  }

  @Override
  String description() {
    return "one row for each example";
  }

  private record Rows(INDArray values) implements ResolvedReference {
    @Override
    public int count() {
      return 1;
    }

    @Override
    public boolean isShared() {
      return false;
    }

    @Override
    public INDArray rows(int from, int to, int reference) {
      return values.get(NDArrayIndex.interval(from, to));
    }
  }
}

package io.github.dl4jdeeplift;

import java.util.Arrays;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What every reference must be. */
final class ReferenceChecks {
  private ReferenceChecks() {}

  /** Requires the examples' shape in every dimension but the first. */
  static void requireShape(INDArray rows, INDArray input, Reference.InputPlace place) {
    long[] shape = rows.shape();
    boolean fits = shape.length == input.rank();
    for (int axis = 1; axis < shape.length && fits; axis++) {
      fits = shape[axis] == input.size(axis);
    }
    if (!fits) {
      throw new DL4JInvalidInputException(
          "reference has shape "
              + Arrays.toString(shape)
              + ", input "
              + place.name()
              + " has "
              + Arrays.toString(input.shape())
              + "; the reference must match in every dimension but the first");
    }
  }

  /** Requires numbers, one row at least. */
  static INDArray finite(INDArray rows, Reference.InputPlace place) {
    if (rows.isEmpty()) {
      throw new DL4JInvalidInputException(
          "reference of input " + place.name() + " has no rows; give one at least");
    }
    if (!InputChecks.isFinite(rows)) {
      throw new DL4JInvalidInputException(
          "reference of input " + place.name() + " holds values that are not finite");
    }
    return rows;
  }
}

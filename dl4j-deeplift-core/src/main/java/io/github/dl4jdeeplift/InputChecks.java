package io.github.dl4jdeeplift;

import io.github.dl4jdeeplift.engine.Contiguous;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What the examples must be, checked before any work. */
final class InputChecks {
  private InputChecks() {}

  /**
   * Returns the examples in the network's data type, contiguous.
   *
   * @throws DL4JInvalidInputException if their number, rank or values cannot be right
   */
  static List<INDArray> checked(INDArray[] inputs, Snapshot snapshot) {
    List<String> names = snapshot.inputNames();
    if (inputs.length != names.size()) {
      throw new DL4JInvalidInputException(
          inputs.length + " inputs for a network that has " + names.size() + ": " + names);
    }
    List<INDArray> result = new ArrayList<>();
    for (int index = 0; index < inputs.length; index++) {
      INDArray input = inputs[index];
      requireExamples(input, names.get(index));
      requireAsMany(input, inputs[0], names);
      result.add(finite(Contiguous.of(input).castTo(snapshot.dataType()), names.get(index)));
    }
    return result;
  }

  private static void requireExamples(INDArray input, String name) {
    if (input.rank() < 2 || input.isEmpty()) {
      throw new DL4JInvalidInputException(
          "input "
              + name
              + " has shape "
              + Arrays.toString(input.shape())
              + "; the first dimension counts examples, and there must be one at least");
    }
    if (!input.dataType().isNumerical()) {
      throw new DL4JInvalidInputException(
          "input " + name + " holds " + input.dataType() + ", not numbers");
    }
  }

  private static void requireAsMany(INDArray input, INDArray first, List<String> names) {
    if (input.size(0) != first.size(0)) {
      throw new DL4JInvalidInputException(
          "inputs "
              + names
              + " have "
              + first.size(0)
              + " and "
              + input.size(0)
              + " examples; give as many of each");
    }
  }

  private static INDArray finite(INDArray input, String name) {
    if (!isFinite(input)) {
      throw new DL4JInvalidInputException(
          "input "
              + name
              + " holds values that are not finite (NaN, infinity, or too large for "
              + input.dataType()
              + ")");
    }
    return input;
  }

  /** Tells whether all numbers are; their sum in float32 may overflow where none of them does. */
  static boolean isFinite(INDArray input) {
    return Double.isFinite(input.norm1Number().doubleValue())
        || Double.isFinite(input.castTo(DataType.DOUBLE).norm1Number().doubleValue());
  }
}

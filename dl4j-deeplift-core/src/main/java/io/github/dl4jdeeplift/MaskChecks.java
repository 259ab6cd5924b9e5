package io.github.dl4jdeeplift;

import io.github.dl4jdeeplift.engine.Contiguous;
import io.github.dl4jdeeplift.network.MaskPlaces;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What masks must be, checked before any work. */
final class MaskChecks {
  private MaskChecks() {}

  /** Returns which inputs and outputs have masks. */
  static MaskPlaces places(Masks masks) {
    return new MaskPlaces(present(masks.inputs()), present(masks.labels()));
  }

  private static List<Boolean> present(List<@Nullable INDArray> masks) {
    return masks.stream().map(mask -> mask != null).toList();
  }

  /**
   * Returns the masks that are there, those of inputs first, in the network's data type.
   *
   * @throws DL4JInvalidInputException if their number, shape or values cannot be right
   */
  static List<INDArray> checked(Masks masks, List<INDArray> examples, Snapshot network) {
    List<INDArray> result = new ArrayList<>();
    List<String> inputs = network.inputNames();
    requireAsMany(masks.inputs().size(), inputs, "inputs");
    for (int index = 0; index < masks.inputs().size(); index++) {
      INDArray mask = masks.inputs().get(index);
      if (mask != null) {
        String name = "mask of input " + inputs.get(index);
        requireFit(mask, examples.get(index), name);
        result.add(checked(mask, examples.get(0).size(0), name, network.dataType()));
        requireAStep(mask, name);
      }
    }
    List<String> outputs = network.graph().outputs();
    requireAsMany(masks.labels().size(), outputs, "outputs");
    for (int index = 0; index < masks.labels().size(); index++) {
      INDArray mask = masks.labels().get(index);
      if (mask != null) {
        String name = "mask of labels of " + outputs.get(index);
        result.add(checked(mask, examples.get(0).size(0), name, network.dataType()));
      }
    }
    return result;
  }

  private static void requireAsMany(int masks, List<String> names, String what) {
    if (masks != 0 && masks != names.size()) {
      throw new DL4JInvalidInputException(
          masks
              + " masks for a network whose "
              + what
              + " are "
              + names
              + "; give one for each, null"
              + " where there is none");
    }
  }

  private static void requireFit(INDArray mask, INDArray input, String name) {
    boolean fits =
        switch (input.rank()) {
          // a vector, or a sequence of indices
          case 2 -> mask.rank() == 2 && (mask.size(1) == 1 || mask.size(1) == input.size(1));
          case 3 ->
              mask.rank() == 2 && (mask.size(1) == input.size(1) || mask.size(1) == input.size(2));
          case 4 -> mask.rank() == 4 && mask.size(1) == 1 && fits(mask, input, 2, 3);
          default -> false;
        };
    if (!fits) {
      throw new DL4JInvalidInputException(
          name
              + " has shape "
              + Arrays.toString(mask.shape())
              + " for examples of shape "
              + Arrays.toString(input.shape())
              + "; sequences take masks [n, time], vectors [n, 1], images [n, 1, height, width] with"
              + " 1 in the place of a size that all cells share, volumes none");
    }
  }

  private static boolean fits(INDArray mask, INDArray input, int... axes) {
    return Arrays.stream(axes)
        .allMatch(axis -> mask.size(axis) == 1 || mask.size(axis) == input.size(axis));
  }

  private static INDArray checked(INDArray mask, long examples, String name, DataType dataType) {
    if (mask.size(0) != examples) {
      throw new DL4JInvalidInputException(
          name + " has " + mask.size(0) + " rows for " + examples + " examples");
    }
    INDArray numbers = Contiguous.of(mask).castTo(dataType);
    if (numbers.mul(numbers.sub(1)).norm1Number().doubleValue() != 0) {
      throw new DL4JInvalidInputException(
          name + " holds other numbers than 0 and 1; 1 is for a step that is there");
    }
    return numbers;
  }

  private static void requireAStep(INDArray mask, String name) {
    INDArray rows = mask.castTo(DataType.DOUBLE).dup('c').reshape('c', mask.size(0), -1);
    if (rows.size(1) == 1) {
      return;
    }
    double[] cells = rows.sum(1).toDoubleVector();
    for (int example = 0; example < cells.length; example++) {
      if (cells[example] == 0) {
        throw new DL4JInvalidInputException(
            name + " leaves nothing of example " + example + "; leave that example out");
      }
    }
  }
}

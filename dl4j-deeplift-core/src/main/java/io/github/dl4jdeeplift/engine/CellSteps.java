package io.github.dl4jdeeplift.engine;

import io.github.dl4jdeeplift.engine.fusion.Strided;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ops.DynamicCustomOp;

/**
 * Steps that take cells out of an array, or turn its dimensions: steps that work number by number
 * can read the cells where they lie.
 */
final class CellSteps {
  private static final Set<String> NAMES = Set.of("strided_slice", "split", "permute");

  /** Places in the arguments of a strided slice: five masks, then begins, ends and steps. */
  private static final int END_MASK = 2;

  private static final int BEGINS = 5;

  private CellSteps() {}

  /** Tells whether a step is one. */
  static boolean isOne(Step step) {
    return NAMES.contains(step.operation().opName())
        && step.inputs().length == 1
        && step.operation() instanceof DynamicCustomOp;
  }

  /**
   * Returns where the outputs of a step lie.
   *
   * @param shape shape of the input
   * @param place where the input lies
   * @param outputs shapes of the outputs
   * @return a place for each output; null where nested loops cannot tell
   */
  static @Nullable List<Strided> places(
      Step step, long[] shape, Strided place, List<long[]> outputs) {
    long[] arguments = ((DynamicCustomOp) step.operation()).iArgs();
    return switch (step.operation().opName()) {
      case "strided_slice" -> slice(arguments, shape, place, outputs.get(0));
      case "split" -> split(axis(arguments[1], shape), shape, place, outputs);
      default -> permuted(arguments, shape, place);
    };
  }

  /** Returns the place of a dimension that may be counted from the end. */
  static int axis(long axis, long[] shape) {
    return Math.toIntExact(axis < 0 ? axis + shape.length : axis);
  }

  private static @Nullable List<Strided> slice(
      long[] arguments, long[] shape, Strided place, long[] output) {
    boolean hasOtherMasks = arguments[1] != 0 || arguments[3] != 0 || arguments[4] != 0;
    if (hasOtherMasks
        || output.length != shape.length
        || arguments.length != BEGINS + 3 * shape.length
        || arguments[END_MASK] != arguments[0]) {
      return null;
    }
    @Nullable Strided result = place;
    long[] rest = shape.clone();
    for (int axis = 0; axis < shape.length && result != null; axis++) {
      boolean isWhole = (arguments[0] >> axis & 1) == 1;
      long begin = isWhole ? 0 : arguments[BEGINS + axis];
      long step = arguments[BEGINS + 2 * shape.length + axis];
      if (begin < 0 || step < 1) {
        return null;
      }
      if (output[axis] != shape[axis]) {
        result = result.cells(rest, axis, begin, output[axis], step);
        rest[axis] = output[axis];
      }
    }
    return result == null ? null : List.of(result);
  }

  private static @Nullable List<Strided> split(
      int axis, long[] shape, Strided place, List<long[]> outputs) {
    List<Strided> places = new ArrayList<>();
    long begin = 0;
    for (long[] output : outputs) {
      Strided cells = place.cells(shape, axis, begin, output[axis], 1);
      if (cells == null) {
        return null;
      }
      places.add(cells);
      begin += output[axis];
    }
    return places;
  }

  private static @Nullable List<Strided> permuted(long[] order, long[] shape, Strided place) {
    int[] axes = new int[order.length];
    for (int axis = 0; axis < axes.length; axis++) {
      axes[axis] = axis(order[axis], shape);
    }
    Strided permuted = place.permuted(shape, axes);
    return permuted == null ? null : List.of(permuted);
  }
}

package io.github.dl4jdeeplift.operation;

import io.github.dl4jdeeplift.operation.Operand.Fixed;
import io.github.dl4jdeeplift.operation.Operand.Sizes;
import io.github.dl4jdeeplift.operation.Operand.Varying;
import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.shape.IdentityRule;
import io.github.dl4jdeeplift.rule.shape.MergeRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Operations that move numbers. Where each number comes from is found out by running the operation
 * itself on the numbers' places, so that its arguments need no second interpretation.
 */
final class MovingOperations {
  static final Set<String> NAMES =
      Set.of(
          "reshape",
          "reshapeas",
          "permute",
          "transpose",
          "expand_dims",
          "squeeze",
          "flatten",
          "flatten_2d",
          "slice",
          "strided_slice",
          "gather",
          "gather_nd",
          "tile",
          "repeat",
          "pad",
          "mirror_pad",
          "reverse",
          "roll",
          "broadcast_to",
          "tile_to_shape",
          "unstack",
          "split",
          "split_v",
          "upsampling2d",
          "upsampling3d",
          "space_to_depth",
          "depth_to_space",
          "im2col",
          "extract_image_patches",
          "resize_nearest_neighbor",
          "identity",
          "noop",
          "diag_part",
          "matrix_diag_part",
          "triu",
          "rot90",
          "shuffle_channels");

  /** Places of the second run lie this much higher, so that constants show. */
  private static final double APART = 1L << 40;

  private MovingOperations() {}

  static List<Operand> moved(Call call) {
    Varying value = ArithmeticOperations.firstVarying(call);
    INDArray places = places(value.shape());
    INDArray[] once = call.operation().run(arrays(call, value, places));
    INDArray[] again = call.operation().run(arrays(call, value, places.add(APART)));
    List<Operand> results = new ArrayList<>();
    for (int output = 0; output < once.length; output++) {
      results.add(moved(call, value, once[output], again[output]));
    }
    return results;
  }

  /** Returns 1, 2, 3, ... in the places of two examples. */
  private static INDArray places(Shape shape) {
    return Nd4j.arange(1, 2.0 * shape.length() + 1)
        .castTo(DataType.DOUBLE)
        .reshape('c', shape.withBatch(2));
  }

  private static INDArray[] arrays(Call call, Varying value, INDArray places) {
    return call.operands().stream()
        .map(
            operand -> {
              if (operand.equals(value)) {
                return places;
              }
              if (operand instanceof Sizes sizes) {
                return sizes.ofTwo();
              }
              if (operand instanceof Fixed fixed) {
                return fixed.value();
              }
              throw call.refused("has no rule for several values of examples");
            })
        .toArray(INDArray[]::new);
  }

  private static Operand moved(Call call, Varying value, INDArray once, INDArray again) {
    long length = value.shape().length();
    if (once.rank() < 1 || once.size(0) != 2) {
      throw call.refused("moves numbers from one example to another, or depends on their number");
    }
    Shape shape = Shape.ofBatch(once.shape());
    double[] first = once.dup('c').castTo(DataType.DOUBLE).reshape(-1).toDoubleVector();
    double[] second = again.dup('c').castTo(DataType.DOUBLE).reshape(-1).toDoubleVector();
    int size = Math.toIntExact(shape.length());
    int[] source = new int[size];
    double[] constants = new double[size];
    for (int cell = 0; cell < size; cell++) {
      boolean isMoved = second[cell] - first[cell] == APART;
      source[cell] = isMoved ? (int) (first[cell] - 1) : -1;
      constants[cell] = isMoved ? 0 : first[cell];
      double expected = isMoved ? first[cell] + length : first[cell];
      boolean known = isMoved || second[cell] == first[cell];
      if (!known || source[cell] >= length || first[cell + size] != expected) {
        throw call.refused("mixes numbers or examples where it was thought to move them");
      }
    }
    return call.node(
        new MovedCellsRule(value.shape(), shape, source, constants(constants, shape)), value);
  }

  private static @Nullable INDArray constants(double[] values, Shape shape) {
    boolean none = Arrays.stream(values).allMatch(value -> value == 0);
    return none ? null : Nd4j.createFromArray(values).reshape('c', shape.withBatch(1));
  }

  /** Repeats a value along dimensions in which it has size 1. */
  static Varying repeated(Call call, Varying value, Shape shape) {
    if (value.shape().equals(shape)) {
      return value;
    }
    INDArray places =
        Nd4j.arange(0, (double) value.shape().length())
            .castTo(DataType.DOUBLE)
            .reshape('c', value.shape().withBatch(1))
            .broadcast(shape.withBatch(1))
            .dup('c');
    int[] source = places.reshape(-1).toIntVector();
    return call.node(new MovedCellsRule(value.shape(), shape, source, null), value);
  }

  /** Puts values one behind the other along a dimension. */
  static Varying concatenated(Call call) {
    Varying first = ArithmeticOperations.firstVarying(call);
    int axis = call.axis(call.operation().integer(0, 0), first.shape());
    return merged(call, call.operands(), axis);
  }

  private static Varying merged(Call call, List<Operand> operands, int axis) {
    Varying first = ArithmeticOperations.firstVarying(call);
    Operand[] from =
        operands.stream()
            .map(operand -> operand instanceof Fixed fixed ? constant(call, fixed, first) : operand)
            .toArray(Operand[]::new);
    return from.length == 1
        ? call.node(new IdentityRule(), from)
        : call.node(new MergeRule(axis + 1), from);
  }

  /**
   * Makes a constant a node: what is put one behind the other must have one row for each example.
   */
  private static Varying constant(Call call, Fixed fixed, Varying first) {
    INDArray row = ArithmeticOperations.row(call, fixed.value(), first.shape());
    return call.node(new ConstantRule(row), first);
  }

  /** Puts values one behind the other along a new dimension. */
  static Varying stacked(Call call) {
    Varying first = ArithmeticOperations.firstVarying(call);
    long dimension = call.operation().integer(0, 0);
    int rank = first.shape().rank() + 1;
    int axis = Math.toIntExact(dimension < 0 ? dimension + rank : dimension - 1);
    if (axis < 0) {
      throw call.refused("stacks along dimension 0, across examples");
    }
    List<Operand> operands = new ArrayList<>();
    for (Operand operand : call.operands()) {
      Varying value =
          operand instanceof Fixed fixed ? constant(call, fixed, first) : (Varying) operand;
      operands.add(opened(call, value, axis));
    }
    return merged(call, operands, axis);
  }

  /** Gives a value a new dimension of size 1. */
  private static Varying opened(Call call, Varying value, int axis) {
    List<Long> sizes = new ArrayList<>();
    Arrays.stream(value.shape().dimensions()).forEach(sizes::add);
    sizes.add(axis, 1L);
    Shape shape = new Shape(sizes.stream().mapToLong(Long::longValue).toArray());
    return reshaped(call, value, shape);
  }

  /** Gives a value another shape of as many numbers, in C order. */
  static Varying reshaped(Call call, Varying value, Shape shape) {
    return call.node(new io.github.dl4jdeeplift.rule.shape.ReshapeRule(from -> shape), value);
  }
}

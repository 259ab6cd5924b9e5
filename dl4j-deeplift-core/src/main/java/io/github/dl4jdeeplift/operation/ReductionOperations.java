package io.github.dl4jdeeplift.operation;

import io.github.dl4jdeeplift.operation.Operand.Varying;
import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.activation.LogSumExpRule;
import io.github.dl4jdeeplift.rule.activation.SoftmaxRule;
import io.github.dl4jdeeplift.rule.arithmetic.AddRule;
import io.github.dl4jdeeplift.rule.arithmetic.ProductRule;
import io.github.dl4jdeeplift.rule.arithmetic.StandardizationRule;
import io.github.dl4jdeeplift.rule.shape.PermuteRule;
import io.github.dl4jdeeplift.rule.shape.SliceRule;
import io.github.dl4jdeeplift.rule.window.CrossMaxRule;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.summarystats.Variance;
import org.nd4j.linalg.factory.Nd4j;

/** Sums, means, extremes and norms along dimensions, and softmax. */
final class ReductionOperations {
  private static final int MOST_FACTORS = 64;

  static final Map<String, Function<Call, Varying>> ROWS =
      Map.ofEntries(
          Map.entry("reduce_sum", call -> sum(call, call.varying(0))),
          Map.entry("reduce_mean", call -> mean(call, call.varying(0))),
          Map.entry("reduce_max", call -> maximum(call, 1)),
          Map.entry("reduce_min", call -> maximum(call, -1)),
          Map.entry("reduce_prod", ReductionOperations::product),
          Map.entry("reduce_norm1", ReductionOperations::magnitudes),
          Map.entry("asum", ReductionOperations::magnitudes),
          Map.entry("reduce_sqnorm", ReductionOperations::squares),
          Map.entry("reduce_norm2", call -> root(call, squares(call))),
          Map.entry("reduce_normmax", call -> largest(call, function(call, "abs", 0))),
          Map.entry("var", ReductionOperations::variance),
          Map.entry("std", call -> root(call, variance(call))),
          Map.entry("reduce_logsumexp", ReductionOperations::logSumExp),
          Map.entry("softmax", ReductionOperations::softmax),
          Map.entry("log_softmax", ReductionOperations::logSoftmax),
          Map.entry("standardize", call -> standardized(call, call.operation().integers())));

  private ReductionOperations() {}

  private static Varying function(Call call, String name, int operand) {
    return ArithmeticOperations.function(call, name, call.varying(operand));
  }

  private static Varying root(Call call, Varying value) {
    return ArithmeticOperations.function(call, "sqrt", value);
  }

  /** Returns the dimensions that the operation runs over, the batch left out. */
  private static int[] axes(Call call, Shape shape) {
    boolean isOperand = call.operation().integers().length == 0 && call.isFixed(1);
    long[] dimensions = isOperand ? call.fixed(1).toLongVector() : call.operation().integers();
    if (dimensions.length == 0) {
      throw call.refused("runs over all dimensions, across examples");
    }
    return LongStream.of(dimensions)
        .mapToInt(dimension -> call.axis(dimension, shape))
        .sorted()
        .distinct()
        .toArray();
  }

  private static boolean keeps(Call call) {
    return call.operation().keepsDimensions();
  }

  static Varying sum(Call call, Varying value) {
    return call.node(new SumRule(axes(call, value.shape()), keeps(call), false), value);
  }

  private static Varying mean(Call call, Varying value) {
    return call.node(new SumRule(axes(call, value.shape()), keeps(call), true), value);
  }

  private static Varying magnitudes(Call call) {
    return sum(call, function(call, "abs", 0));
  }

  private static Varying squares(Call call) {
    return sum(call, function(call, "square", 0));
  }

  private static Varying scaled(Call call, Varying value, double factor) {
    return ArithmeticOperations.affine(
        call, value, Nd4j.scalar(call.dataType(), factor), Nd4j.scalar(call.dataType(), 0));
  }

  private static Varying maximum(Call call, int sign) {
    return sign > 0
        ? largest(call, call.varying(0))
        : scaled(call, largest(call, scaled(call, call.varying(0), -1)), -1);
  }

  private static Varying largest(Call call, Varying value) {
    int[] axes = axes(call, value.shape());
    Varying maximum = call.node(CrossMaxRule.overLast(), lastOfRows(call, value, axes));
    return reduced(call, maximum, value.shape(), axes);
  }

  /** Makes {@code [rows, cells]} of a value, the cells being those of some dimensions. */
  private static Varying lastOfRows(Call call, Varying value, int... axes) {
    Shape shape = value.shape();
    int[] order =
        IntStream.concat(
                IntStream.range(0, shape.rank()).filter(axis -> !contains(axes, axis)),
                IntStream.of(axes))
            .map(axis -> axis + 1)
            .toArray();
    int[] withBatch = IntStream.concat(IntStream.of(0), IntStream.of(order)).toArray();
    long cells = Arrays.stream(axes).mapToLong(shape::size).reduce(1, (a, b) -> a * b);
    Varying ordered = isSorted(order) ? value : call.node(new PermuteRule(withBatch), value);
    return MovingOperations.reshaped(call, ordered, new Shape(shape.length() / cells, cells));
  }

  private static boolean isSorted(int... values) {
    return IntStream.range(1, values.length).allMatch(place -> values[place - 1] < values[place]);
  }

  private static boolean contains(int[] values, int value) {
    return Arrays.stream(values).anyMatch(other -> other == value);
  }

  /** Gives what was reduced the shape that the operation gives it. */
  private static Varying reduced(Call call, Varying value, Shape from, int... axes) {
    return MovingOperations.reshaped(
        call, value, new SumRule(axes, keeps(call), false).outputShape(List.of(from)));
  }

  private static Varying product(Call call) {
    Varying value = call.varying(0);
    int[] axes = axes(call, value.shape());
    Varying rows = lastOfRows(call, value, axes);
    long cells = rows.shape().size(-1);
    if (cells > MOST_FACTORS) {
      throw call.refused("has a rule for up to " + MOST_FACTORS + " factors, not " + cells);
    }
    Varying[] factors =
        LongStream.range(0, cells)
            .mapToObj(cell -> call.node(new SliceRule(1, cell, cell + 1), rows))
            .toArray(Varying[]::new);
    Varying product = cells == 1 ? factors[0] : call.node(new ProductRule(), factors);
    return reduced(call, product, value.shape(), axes);
  }

  /** The mean square of what is left after the mean is taken off. */
  private static Varying variance(Call call) {
    Varying value = call.varying(0);
    int[] axes = axes(call, value.shape());
    Varying mean = call.node(new SumRule(axes, true, true), value);
    Varying centered = call.node(AddRule.difference(), value, mean);
    Varying squares = ArithmeticOperations.function(call, "square", centered);
    Varying variance = call.node(new SumRule(axes, keeps(call), true), squares);
    double cells = Arrays.stream(axes).mapToLong(value.shape()::size).reduce(1, (a, b) -> a * b);
    boolean corrected =
        call.operation().operation() instanceof Variance own && own.isBiasCorrected();
    return corrected ? scaled(call, variance, cells / (cells - 1)) : variance;
  }

  private static Varying logSumExp(Call call) {
    Varying value = call.varying(0);
    int[] axes = axes(call, value.shape());
    if (call.operation().number(0, 0) != 0) {
      throw call.refused("has no rule where dimensions are kept");
    }
    Varying sum = call.node(new LogSumExpRule(), lastOfRows(call, value, axes));
    return reduced(call, sum, value.shape(), axes);
  }

  private static Varying softmax(Call call) {
    Varying value = call.varying(0);
    int axis = call.axis(call.operation().integer(0, -1), value.shape());
    return call.node(new SoftmaxRule(axis + 1), value);
  }

  /** z − logsumexp z. */
  private static Varying logSoftmax(Call call) {
    Varying value = call.varying(0);
    Shape shape = value.shape();
    int axis = call.axis(call.operation().integer(0, -1), shape);
    Varying sum = call.node(new LogSumExpRule(), lastOfRows(call, value, axis));
    Varying kept = MovingOperations.reshaped(call, sum, shape.with(axis, 1));
    return call.node(AddRule.difference(), value, kept);
  }

  /** Standardizes along one dimension, or along several as if they were one. */
  static Varying standardized(Call call, long... dimensions) {
    Varying value = call.varying(0);
    Shape shape = value.shape();
    int[] axes =
        LongStream.of(dimensions).mapToInt(dimension -> call.axis(dimension, shape)).toArray();
    if (axes.length == 1) {
      return call.node(new StandardizationRule(axes[0], 0), value);
    }
    boolean areLast = isSorted(axes) && axes[0] == shape.rank() - axes.length;
    if (!areLast) {
      throw call.refused("has a rule for one dimension, or for the last ones together");
    }
    Varying rows = lastOfRows(call, value, axes);
    return MovingOperations.reshaped(call, call.node(new StandardizationRule(1, 0), rows), shape);
  }

  /** Layer normalization: standardized, times a gain, plus a bias, both along one dimension. */
  static Varying layerNormalized(Call call) {
    long[] dimensions = call.operation().integers();
    Varying standard = standardized(call, dimensions);
    long channels = call.operation().flag(0, false) ? 1 : -1;
    int axis = call.axis(dimensions.length == 1 ? dimensions[0] : channels, standard.shape());
    Varying scaled =
        ArithmeticOperations.scaled(call, standard, along(call.fixed(1), standard.shape(), axis));
    return call.operands().size() > 2
        ? ArithmeticOperations.shifted(call, scaled, along(call.fixed(2), standard.shape(), axis))
        : scaled;
  }

  /** Gives a vector the shape {@code [1, ..., n, ..., 1]}. */
  static INDArray along(INDArray vector, Shape shape, int axis) {
    long[] sizes = shape.withBatch(1);
    Arrays.fill(sizes, 1);
    sizes[axis + 1] = vector.length();
    return vector.reshape('c', sizes);
  }
}

package io.github.dl4jdeeplift.operation;

import io.github.dl4jdeeplift.operation.Operand.Fixed;
import io.github.dl4jdeeplift.operation.Operand.Varying;
import io.github.dl4jdeeplift.rule.Rule;
import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.activation.RescaleRule;
import io.github.dl4jdeeplift.rule.arithmetic.AddRule;
import io.github.dl4jdeeplift.rule.arithmetic.ElementwiseMaximumRule;
import io.github.dl4jdeeplift.rule.arithmetic.ProductRule;
import io.github.dl4jdeeplift.rule.arithmetic.ScaleShiftRule;
import io.github.dl4jdeeplift.rule.function.NamedFunctions;
import io.github.dl4jdeeplift.rule.function.Nonlinearity;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Sums, differences, products, quotients and extremes, number by number. */
final class ArithmeticOperations {
  static final Map<String, Function<Call, Varying>> ROWS =
      Map.ofEntries(
          Map.entry("add", call -> sum(call, AddRule.sum())),
          Map.entry("mergeadd", call -> merged(call, AddRule.sum())),
          Map.entry("mergeavg", ArithmeticOperations::average),
          Map.entry("subtract", call -> difference(call, 0, 1)),
          Map.entry("reversesubtract", call -> difference(call, 1, 0)),
          Map.entry("multiply", ArithmeticOperations::product),
          Map.entry("divide", call -> quotient(call, 0, 1)),
          Map.entry("realdiv", call -> quotient(call, 0, 1)),
          Map.entry("reversedivide", call -> quotient(call, 1, 0)),
          Map.entry("squaredsubtract", call -> squared(call, difference(call, 0, 1))),
          Map.entry("maximum", call -> merged(call, ElementwiseMaximumRule.maximum())),
          Map.entry("mergemax", call -> merged(call, ElementwiseMaximumRule.maximum())),
          Map.entry("minimum", call -> merged(call, ElementwiseMaximumRule.minimum())),
          Map.entry("Pow", ArithmeticOperations::power),
          Map.entry("add_scalar", call -> affine(call, 1, number(call))),
          Map.entry("sub_scalar", call -> affine(call, 1, -number(call))),
          Map.entry("rsub_scalar", call -> affine(call, -1, number(call))),
          Map.entry("mul_scalar", call -> affine(call, number(call), 0)),
          Map.entry("div_scalar", call -> affine(call, 1 / number(call), 0)),
          Map.entry("rdiv_scalar", ArithmeticOperations::scalarOver),
          Map.entry("neg", call -> affine(call, -1, 0)),
          Map.entry("dot", ArithmeticOperations::dot));

  private ArithmeticOperations() {}

  private static double number(Call call) {
    return call.operation().number(0, 0);
  }

  private static Varying affine(Call call, double scale, double shift) {
    return affine(
        call,
        call.varying(0),
        Nd4j.scalar(call.dataType(), scale),
        Nd4j.scalar(call.dataType(), shift));
  }

  static Varying affine(Call call, Varying value, INDArray scale, INDArray shift) {
    return call.node(new ScaleShiftRule(scale, shift), value);
  }

  /** Adds a constant to a value, which is repeated where the constant is larger. */
  static Varying shifted(Call call, Varying value, INDArray constant) {
    Beside beside = beside(call, value, constant);
    return affine(call, beside.value, Nd4j.scalar(call.dataType(), 1), beside.constant);
  }

  /** Multiplies a value by a constant, and repeats it where the constant is larger. */
  static Varying scaled(Call call, Varying value, INDArray constant) {
    Beside beside = beside(call, value, constant);
    return affine(call, beside.value, beside.constant, Nd4j.scalar(call.dataType(), 0));
  }

  /** A value and a constant of its rank. */
  private record Beside(Varying value, INDArray constant) {}

  private static Beside beside(Call call, Varying value, INDArray constant) {
    INDArray row = row(call, constant, value.shape());
    Shape common = common(call, value.shape(), Shape.ofBatch(row.shape()));
    return new Beside(MovingOperations.repeated(call, value, common), row);
  }

  private static Shape common(Call call, Shape one, Shape other) {
    try {
      return AddRule.sum().outputShape(List.of(one, other));
    } catch (IllegalArgumentException e) {
      throw call.refused(String.valueOf(e.getMessage()));
    }
  }

  /** Returns a constant as {@code [1, ...]} of as many dimensions as a batch of a shape. */
  static INDArray row(Call call, INDArray constant, Shape shape) {
    int missing = shape.rank() + 1 - constant.rank();
    if (missing < 0 || (missing == 0 && constant.size(0) != 1)) {
      throw call.refused(
          "joins examples of shape "
              + shape
              + " with a constant of shape "
              + Arrays.toString(constant.shape())
              + ", which holds several examples");
    }
    long[] sizes = new long[shape.rank() + 1];
    Arrays.fill(sizes, 1);
    System.arraycopy(constant.shape(), 0, sizes, missing, constant.rank());
    return constant.dup('c').castTo(call.dataType()).reshape('c', sizes);
  }

  private static Varying sum(Call call, Rule rule) {
    if (call.isFixed(0)) {
      return shifted(call, call.varying(1), call.fixed(0));
    }
    return call.isFixed(1)
        ? shifted(call, call.varying(0), call.fixed(1))
        : call.node(rule, call.varying(0), call.varying(1));
  }

  private static Varying difference(Call call, int first, int second) {
    if (call.isFixed(first)) {
      INDArray minus = Nd4j.scalar(call.dataType(), -1);
      return shifted(call, scaled(call, call.varying(second), minus), call.fixed(first));
    }
    return call.isFixed(second)
        ? shifted(call, call.varying(first), call.fixed(second).neg())
        : call.node(AddRule.difference(), call.varying(first), call.varying(second));
  }

  private static Varying product(Call call) {
    if (call.isFixed(0)) {
      return scaled(call, call.varying(1), call.fixed(0));
    }
    return call.isFixed(1)
        ? scaled(call, call.varying(0), call.fixed(1))
        : call.node(new ProductRule(), call.varying(0), call.varying(1));
  }

  private static Varying quotient(Call call, int over, int under) {
    if (call.isFixed(under)) {
      return scaled(call, call.varying(over), call.fixed(under).rdiv(1));
    }
    Varying reciprocal = function(call, "reciprocal", call.varying(under));
    return call.isFixed(over)
        ? scaled(call, reciprocal, call.fixed(over))
        : call.node(new ProductRule(), call.varying(over), reciprocal);
  }

  private static Varying scalarOver(Call call) {
    Varying reciprocal = function(call, "reciprocal", call.varying(0));
    return scaled(call, reciprocal, Nd4j.scalar(call.dataType(), number(call)));
  }

  /** Adds the node of a function of one number. */
  static Varying function(Call call, String name, Varying value) {
    Nonlinearity function =
        Objects.requireNonNull(NamedFunctions.of(name, 0), "a function of the table");
    return call.node(new RescaleRule(function), value);
  }

  private static Varying squared(Call call, Varying value) {
    return function(call, "square", value);
  }

  /** Joins values of examples and constants; the latter become nodes without contributions. */
  private static Varying merged(Call call, Rule rule) {
    Varying first = firstVarying(call);
    Operand[] from =
        call.operands().stream()
            .map(operand -> operand instanceof Fixed fixed ? row(call, fixed, first) : operand)
            .toArray(Operand[]::new);
    return call.node(rule, from);
  }

  /** ND4J holds 1/n in single precision, for DOUBLE arrays as well. */
  private static Varying average(Call call) {
    double share = 1f / call.operands().size();
    return scaled(call, merged(call, AddRule.sum()), Nd4j.scalar(call.dataType(), share));
  }

  private static Operand row(Call call, Fixed fixed, Varying first) {
    return new Fixed(row(call, fixed.value(), first.shape()));
  }

  static Varying firstVarying(Call call) {
    return call.operands().stream()
        .filter(Varying.class::isInstance)
        .map(Varying.class::cast)
        .findFirst()
        .orElseThrow();
  }

  private static Varying power(Call call) {
    INDArray exponent = call.fixed(1);
    double first = exponent.getDouble(0);
    if (!exponent.eq(first).all()) {
      throw call.refused("has a rule for one exponent only");
    }
    return call.node(new RescaleRule(NamedFunctions.power(first)), call.varying(0));
  }

  private static Varying dot(Call call) {
    return ReductionOperations.sum(call, product(call));
  }
}

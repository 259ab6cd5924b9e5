package io.github.dl4jdeeplift.rule.function;

import io.github.dl4jdeeplift.rule.Ops;
import io.github.dl4jdeeplift.rule.function.PiecewiseLinear.Piece;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.DoubleFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The functions of one number by the names of SameDiff's operations. */
public final class NamedFunctions {
  private static final double INFINITY = Double.POSITIVE_INFINITY;
  private static final int LARGEST_INTEGER = 16;

  private static final Map<String, Supplier<Nonlinearity>> PLAIN =
      Map.ofEntries(
          Map.entry("sigmoid", Sigmoid::new),
          Map.entry("hard_sigmoid", HardSigmoid::ofDeeplearning4j),
          Map.entry("tanh", HyperbolicTangent::new),
          Map.entry("rectifiedtanh", RectifiedTanh::new),
          Map.entry("rationaltanh", SmoothFunctions::rationalTanh),
          Map.entry("hardtanh", () -> between("hard tanh", -1, 1)),
          Map.entry("softplus", Softplus::new),
          Map.entry("softsign", Softsign::new),
          Map.entry("selu", () -> new Elu("SELU", 1.6732632423543772, 1.0507009873554805)),
          Map.entry("gelu", SmoothFunctions::gelu),
          Map.entry("precise_gelu", SmoothFunctions::preciseGelu),
          Map.entry("swish", () -> SmoothFunctions.sigmoidWeighted("Swish", 1)),
          Map.entry("mish", SmoothFunctions::mish),
          Map.entry("logsigmoid", NamedFunctions::logSigmoid),
          Map.entry("abs", AbsoluteValue::new),
          Map.entry("neg", () -> line("negative", -1)),
          Map.entry("square", Square::new),
          Map.entry("cube", Cube::new),
          Map.entry("sqrt", SquareRoot::new),
          Map.entry("rsqrt", NamedFunctions::reciprocalRoot),
          Map.entry("reciprocal", Reciprocal::new),
          Map.entry("exp", () -> new Exponential("exponential", 0)),
          Map.entry("expm1", () -> new Exponential("exponential less 1", -1)),
          Map.entry("log", () -> new Logarithm("logarithm", 0)),
          Map.entry("log1p", () -> new Logarithm("logarithm of 1 + x", 1)),
          Map.entry("sin", () -> new Sinusoid("sine", true)),
          Map.entry("cos", () -> new Sinusoid("cosine", false)),
          Map.entry("erf", NamedFunctions::errorFunction),
          Map.entry("sign", () -> staircase("sign", (ops, x) -> ops.sameDiff().math().sign(x))),
          Map.entry("floor", () -> staircase("floor", (ops, x) -> ops.sameDiff().math().floor(x))),
          Map.entry("ceil", () -> staircase("ceiling", (ops, x) -> ops.sameDiff().math().ceil(x))),
          Map.entry("round", () -> staircase("round", (ops, x) -> ops.sameDiff().math().round(x))));

  /** Those that take one number besides their argument. */
  private static final Map<String, DoubleFunction<Nonlinearity>> WITH_A_NUMBER =
      Map.of(
          "relu", cutoff -> between("ReLU", cutoff, INFINITY),
          "relu6", cutoff -> between("ReLU6", cutoff, 6),
          "leakyrelu", slope -> PiecewiseLinear.leaky("leaky ReLU", slope),
          "elu", alpha -> new Elu("ELU", alpha, 1),
          "max_scalar", bound -> between("maximum with " + bound, bound, INFINITY),
          "scalar_min", bound -> between("minimum with " + bound, -INFINITY, bound),
          "step", at -> staircase("step", (ops, x) -> ops.greater(x, at)),
          "pow", NamedFunctions::power);

  private NamedFunctions() {}

  /**
   * Looks up a function.
   *
   * @param operation SameDiff's name of it
   * @param number the number that it takes besides its argument, of no account for most
   * @return the function, or null where there is none of that name
   */
  public static @Nullable Nonlinearity of(String operation, double number) {
    Supplier<Nonlinearity> plain = PLAIN.get(operation.toLowerCase(Locale.ROOT));
    if (plain != null) {
      return plain.get();
    }
    DoubleFunction<Nonlinearity> function = WITH_A_NUMBER.get(operation);
    return function == null ? null : function.apply(number);
  }

  /** Returns the names of all functions in the table. */
  public static Set<String> names() {
    Set<String> names = new TreeSet<>(PLAIN.keySet());
    names.addAll(WITH_A_NUMBER.keySet());
    return names;
  }

  /**
   * Returns the function that bounds its argument.
   *
   * @param name the function's name
   * @param low lower bound, or -Infinity
   * @param high upper bound, or Infinity
   */
  public static Nonlinearity between(String name, double low, double high) {
    return PiecewiseLinear.clipped(name, new Piece(low, high, 1), 0);
  }

  /**
   * Returns x^p.
   *
   * @param exponent p
   */
  public static Nonlinearity power(double exponent) {
    boolean isInteger = exponent == Math.rint(exponent);
    double size = Math.abs(exponent);
    if (!isInteger || size > LARGEST_INTEGER || size < 1) {
      return exponent == 0.5 ? new SquareRoot() : new Power(exponent);
    }
    Nonlinearity positive = whole(Math.toIntExact((long) size));
    return exponent > 0
        ? positive
        : new Composition("power " + exponent, new Reciprocal(), positive);
  }

  private static Nonlinearity whole(int exponent) {
    return switch (exponent) {
      case 1 -> line("identity", 1);
      case 2 -> new Square();
      case 3 -> new Cube();
      default -> new IntegerPower(exponent);
    };
  }

  /**
   * Returns max(x, 0) + α·min(x, 0).
   *
   * @param alpha the slopes, of a shape that broadcasts to {@code [batch, shape...]}
   */
  public static Nonlinearity prelu(INDArray alpha) {
    return new Prelu(alpha);
  }

  private static Nonlinearity line(String name, double slope) {
    return PiecewiseLinear.continuous(name, new Piece(-INFINITY, INFINITY, slope));
  }

  private static Nonlinearity staircase(
      String name, BiFunction<Ops, SDVariable, SDVariable> function) {
    return new Staircase(name, function);
  }

  /** log σ(x) = −softplus(−x). */
  private static Nonlinearity logSigmoid() {
    Nonlinearity negative = line("negative", -1);
    Nonlinearity softplus = new Composition("softplus of -x", new Softplus(), negative);
    return new Composition("log sigmoid", negative, softplus);
  }

  private static Nonlinearity reciprocalRoot() {
    return new Composition("reciprocal square root", new Reciprocal(), new SquareRoot());
  }

  private static Nonlinearity errorFunction() {
    double scale = 2 / Math.sqrt(Math.PI);
    return new SmoothFunction(
        "error function",
        (ops, x) -> ops.sameDiff().math().erf(x),
        (ops, x) -> ops.sameDiff().math().exp(x.mul(x).neg()).mul(scale));
  }
}

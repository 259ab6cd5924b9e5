package io.github.dl4jdeeplift.keras.layer;

import io.github.dl4jdeeplift.rule.Ops;
import io.github.dl4jdeeplift.rule.function.Nonlinearity;
import java.util.function.BiFunction;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * Functions of one number with their secants (f(x) - f(r))/(x - r) in closed form, which keep their
 * accuracy down to the smallest difference and are the derivative where x = r.
 *
 * @param name the function's name
 * @param function the function
 * @param slope its secant
 */
record Secants(
    String name,
    BiFunction<Ops, SDVariable, SDVariable> function,
    BiFunction<Ops, Nonlinearity.Step, SDVariable> slope)
    implements Nonlinearity {

  @Override
  public SDVariable value(Ops ops, SDVariable x) {
    return function.apply(ops, x);
  }

  @Override
  public SDVariable secant(Ops ops, Step step) {
    return slope.apply(ops, step);
  }

  /** x + r. */
  static Secants square() {
    return new Secants("square", (ops, x) -> x.mul(x), (ops, s) -> s.actual().add(s.reference()));
  }

  /** 1/(√x + √r). */
  static Secants squareRoot() {
    return new Secants(
        "square root",
        (ops, x) -> root(ops, x),
        (ops, s) -> root(ops, s.actual()).add(root(ops, s.reference())).rdiv(1.0));
  }

  /** −1/(√x·√r·(√x + √r)). */
  static Secants reciprocalRoot() {
    return new Secants(
        "reciprocal square root",
        (ops, x) -> root(ops, x).rdiv(1.0),
        (ops, s) -> {
          SDVariable x = root(ops, s.actual());
          SDVariable r = root(ops, s.reference());
          return x.mul(r).mul(x.add(r)).rdiv(-1.0);
        });
  }

  private static SDVariable root(Ops ops, SDVariable x) {
    return ops.sameDiff().math().sqrt(x);
  }

  /** −1/(x·r). */
  static Secants reciprocal() {
    return new Secants(
        "reciprocal",
        (ops, x) -> x.rdiv(1.0),
        (ops, s) -> s.actual().mul(s.reference()).rdiv(-1.0));
  }

  /** (|x| − |r|)/(x − r), the sign where x = r. */
  static Secants absolute() {
    return new Secants(
        "absolute value",
        (ops, x) -> ops.sameDiff().math().abs(x),
        (ops, s) -> {
          var math = ops.sameDiff().math();
          SDVariable rise = math.abs(s.actual()).sub(math.abs(s.reference()));
          return ops.divideOrElse(rise, s.actual().sub(s.reference()), math.sign(s.actual()));
        });
  }

  /** ln(x/r)/(x − r) = ln w/(w − 1)/r with w = x/r, and 1/r where w = 1. */
  static Secants logarithm(double shift) {
    return new Secants(
        shift == 0 ? "logarithm" : "logarithm of 1 + x",
        (ops, x) -> ops.sameDiff().math().log(x.add(shift)),
        (ops, s) -> {
          SDVariable r = s.reference().add(shift);
          SDVariable w = s.actual().add(shift).div(r);
          SDVariable one = w.mul(0).add(1);
          return ops.divideOrElse(ops.sameDiff().math().log(w), w.sub(1), one).div(r);
        });
  }

  /** e^((x+r)/2)·sinh(d/2)/(d/2) with d = x − r. */
  static Secants exponential() {
    return new Secants(
        "exponential",
        (ops, x) -> ops.sameDiff().math().exp(x),
        (ops, s) -> exponential(ops, s.actual(), s.reference()));
  }

  /** Returns the secant of e^x. */
  static SDVariable exponential(Ops ops, SDVariable x, SDVariable r) {
    SDVariable half = x.sub(r).mul(0.5);
    var math = ops.sameDiff().math();
    SDVariable one = half.mul(0).add(1);
    return math.exp(x.add(r).mul(0.5)).mul(ops.divideOrElse(math.sinh(half), half, one));
  }

  /** x² for p = 2, else p-th powers of positive numbers: e^(p ln x), one secant in the other. */
  static Secants power(double exponent) {
    if (exponent == 2) {
      return square();
    }
    Secants logarithm = logarithm(0);
    return new Secants(
        "power " + exponent,
        (ops, x) -> ops.sameDiff().math().pow(x, exponent),
        (ops, s) -> {
          var math = ops.sameDiff().math();
          SDVariable x = math.log(s.actual()).mul(exponent);
          SDVariable r = math.log(s.reference()).mul(exponent);
          return exponential(ops, x, r).mul(logarithm.secant(ops, s)).mul(exponent);
        });
  }

  /** max(x, b) or min(x, b): the quotient, and where x = r whether x is what is taken. */
  static Secants bound(double bound, boolean maximum) {
    return new Secants(
        (maximum ? "maximum with " : "minimum with ") + bound,
        (ops, x) -> bounded(ops, x, bound, maximum),
        (ops, s) -> {
          SDVariable rise =
              bounded(ops, s.actual(), bound, maximum)
                  .sub(bounded(ops, s.reference(), bound, maximum));
          SDVariable above = ops.greater(s.actual(), bound);
          SDVariable below = ops.not(ops.atLeast(s.actual(), bound));
          return ops.divideOrElse(rise, s.actual().sub(s.reference()), maximum ? above : below);
        });
  }

  private static SDVariable bounded(Ops ops, SDVariable x, double bound, boolean maximum) {
    return maximum ? ops.atLeastBound(x, bound) : ops.atMostBound(x, bound);
  }
}

package io.github.dl4jdeeplift.rule.function;

import io.github.dl4jdeeplift.rule.Ops;
import java.util.function.BiFunction;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * Functions as the literature states them, and other frameworks compute them, where Deeplearning4j
 * has none of that name or one of other values.
 */
public final class LiteratureFunctions {
  private static final double ROOT_OF_HALF = Math.sqrt(0.5);

  /** 1/√(2π), the height of the normal density. */
  private static final double DENSITY = 1 / Math.sqrt(2 * Math.PI);

  /** √(2/π), of the tanh form of GELU. */
  private static final double TANH_SCALE = Math.sqrt(2 / Math.PI);

  private static final double TANH_CUBE = 0.044715;

  private LiteratureFunctions() {}

  /** A function and its secant. */
  record Closed(
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
  }

  /** Returns x·Φ(x) with the normal distribution Φ (Hendrycks, Gimpel 2016). */
  public static Nonlinearity gelu() {
    return new SmoothFunction(
        "GELU",
        (ops, x) -> x.mul(distribution(ops, x)),
        (ops, x) -> {
          SDVariable density = ops.sameDiff().math().exp(x.mul(x).mul(-0.5)).mul(DENSITY);
          return distribution(ops, x).add(x.mul(density));
        });
  }

  private static SDVariable distribution(Ops ops, SDVariable x) {
    return ops.sameDiff().math().erf(x.mul(ROOT_OF_HALF)).add(1).mul(0.5);
  }

  /** Returns ½x(1 + tanh(√(2/π)(x + ax³))), a = 0.044715. */
  public static Nonlinearity approximateGelu() {
    return new SmoothFunction(
        "GELU by tanh",
        (ops, x) -> x.mul(bend(ops, x).add(1)).mul(0.5),
        (ops, x) -> {
          SDVariable t = bend(ops, x);
          SDVariable inner = x.mul(x).mul(3 * TANH_CUBE).add(1).mul(TANH_SCALE);
          return t.add(1).add(x.mul(ops.not(t.mul(t))).mul(inner)).mul(0.5);
        });
  }

  private static SDVariable bend(Ops ops, SDVariable x) {
    SDVariable cube = x.mul(x).mul(x).mul(TANH_CUBE);
    return ops.sameDiff().math().tanh(x.add(cube).mul(TANH_SCALE));
  }

  /** Returns e^x. */
  public static Nonlinearity exponential() {
    return new Exponential("exponential", 0);
  }

  /** Returns log(1 + e^x) in a form that does not overflow. */
  public static Nonlinearity softplus() {
    return new Closed(
        "softplus", Softplus::stable, (ops, step) -> new Softplus().secant(ops, step));
  }

  /** Returns relu6(x + 3)/6, as MobileNetV3 and Keras 3 have the hard sigmoid. */
  public static Nonlinearity hardSigmoid() {
    return new HardSigmoid(1.0 / 6);
  }

  /**
   * Returns x·relu6(x + 3)/6; its secant is the product rule's, ⟨h⟩ + ⟨x⟩·S_h, which needs no
   * division (section 2.3.5, equation 18).
   */
  public static Nonlinearity hardSwish() {
    Nonlinearity gate = hardSigmoid();
    return new Closed(
        "hard swish",
        (ops, x) -> x.mul(gate.value(ops, x)),
        (ops, step) -> {
          SDVariable sum = gate.value(ops, step.actual()).add(gate.value(ops, step.reference()));
          SDVariable middle = step.actual().add(step.reference()).mul(0.5);
          return sum.mul(0.5).add(middle.mul(gate.secant(ops, step)));
        });
  }

  /** Returns log σ(x) = −log(1 + e^−x). */
  public static Nonlinearity logSigmoid() {
    return new Closed(
        "log sigmoid",
        (ops, x) -> Softplus.stable(ops, x.neg()).neg(),
        (ops, step) -> new Softplus().secant(ops, step.map(SDVariable::neg)));
  }
}

package io.github.dl4jdeeplift.rule.function;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationCube;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationGELU;
import org.nd4j.linalg.activations.impl.ActivationHardSigmoid;
import org.nd4j.linalg.activations.impl.ActivationHardTanH;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationMish;
import org.nd4j.linalg.activations.impl.ActivationRReLU;
import org.nd4j.linalg.activations.impl.ActivationRationalTanh;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU6;
import org.nd4j.linalg.activations.impl.ActivationRectifiedTanh;
import org.nd4j.linalg.activations.impl.ActivationSELU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftPlus;
import org.nd4j.linalg.activations.impl.ActivationSoftSign;
import org.nd4j.linalg.activations.impl.ActivationSwish;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.activations.impl.ActivationThresholdedReLU;

/** Activation functions as the literature states them, to 150 digits: nothing cancels in those. */
final class PreciseFunctions {
  static final MathContext DIGITS = new MathContext(150);

  /** Functions with exact secants. */
  static final Map<IActivation, UnaryOperator<BigDecimal>> CLOSED =
      Map.ofEntries(
          Map.entry(new ActivationSigmoid(), x -> sigmoid(x)),
          Map.entry(new ActivationTanH(), x -> tanh(x)),
          Map.entry(new ActivationRectifiedTanh(), x -> tanh(x.max(BigDecimal.ZERO))),
          Map.entry(new ActivationSoftPlus(), x -> softplus(x)),
          Map.entry(new ActivationSoftSign(), x -> x.divide(BigDecimal.ONE.add(x.abs()), DIGITS)),
          Map.entry(new ActivationELU(1), x -> elu(x, 1)),
          Map.entry(new ActivationELU(1.5), x -> elu(x, 1.5)),
          Map.entry(
              new ActivationSELU(),
              x -> elu(x, 1.6732632423543772).multiply(of(1.0507009873554805))),
          Map.entry(new ActivationCube(), x -> x.pow(3)),
          Map.entry(new ActivationReLU(), x -> x.max(BigDecimal.ZERO)),
          Map.entry(new ActivationReLU(2.0, 0.5, 0.25), x -> relu(x).min(of(2))),
          Map.entry(new ActivationReLU6(), x -> clip(x, 0, 6)),
          Map.entry(new ActivationLReLU(0.25), x -> x.max(x.multiply(of(0.25)))),
          Map.entry(new ActivationRReLU(0.125, 0.375), x -> x.max(of(0.25))),
          Map.entry(
              new ActivationThresholdedReLU(0.5),
              x -> x.compareTo(of(0.5)) > 0 ? x : BigDecimal.ZERO),
          Map.entry(new ActivationHardTanH(), x -> clip(x, -1, 1)),
          Map.entry(
              new ActivationHardSigmoid(), x -> clip(x.multiply(of(0.2f)).add(of(0.5)), 0, 1)));

  /** Functions whose secants are quotients and derivatives at the middle. */
  static final Map<IActivation, UnaryOperator<BigDecimal>> SMOOTH =
      Map.of(
          new ActivationSwish(), x -> x.multiply(sigmoid(x)),
          new ActivationGELU(false), x -> x.multiply(sigmoid(x.multiply(of(1.702f)))),
          new ActivationGELU(true), x -> preciseGelu(x),
          new ActivationMish(), x -> mish(x),
          new ActivationRationalTanh(), x -> rationalTanh(x));

  private PreciseFunctions() {}

  static BigDecimal of(double exact) {
    return new BigDecimal(exact);
  }

  /** Returns (f(x) − f(r))/(x − r), and the derivative at x where they are equal. */
  static BigDecimal secant(UnaryOperator<BigDecimal> function, double x, double r) {
    BigDecimal tiny = x == r ? new BigDecimal("1e-40") : BigDecimal.ZERO;
    BigDecimal to = of(x).add(tiny);
    BigDecimal from = of(r).subtract(tiny);
    return function.apply(to).subtract(function.apply(from)).divide(to.subtract(from), DIGITS);
  }

  private static BigDecimal clip(BigDecimal x, double from, double to) {
    return x.max(of(from)).min(of(to));
  }

  /** Deeplearning4j's ReLU with threshold 0.5 and slope 0.25. */
  private static BigDecimal relu(BigDecimal x) {
    BigDecimal above = x.subtract(of(0.5));
    return above.signum() < 0 ? above.multiply(of(0.25)) : x;
  }

  /** e^x by its series at x/4096, squared twelve times. */
  static BigDecimal exp(BigDecimal x) {
    BigDecimal small = x.divide(of(4096), DIGITS);
    BigDecimal sum = BigDecimal.ONE;
    BigDecimal term = BigDecimal.ONE;
    for (int n = 1; n < 90; n++) {
      term = term.multiply(small, DIGITS).divide(of(n), DIGITS);
      sum = sum.add(term, DIGITS);
    }
    for (int doubling = 0; doubling < 12; doubling++) {
      sum = sum.multiply(sum, DIGITS);
    }
    return sum;
  }

  /** ln y by Halley's iteration. */
  static BigDecimal ln(BigDecimal y) {
    BigDecimal result = of(Math.log(y.doubleValue()));
    for (int step = 0; step < 5; step++) {
      BigDecimal e = exp(result);
      result = result.add(of(2).multiply(y.subtract(e)).divide(y.add(e), DIGITS), DIGITS);
    }
    return result;
  }

  private static BigDecimal sigmoid(BigDecimal x) {
    return BigDecimal.ONE.divide(BigDecimal.ONE.add(exp(x.negate())), DIGITS);
  }

  private static BigDecimal tanh(BigDecimal x) {
    return of(2).multiply(sigmoid(of(2).multiply(x))).subtract(BigDecimal.ONE);
  }

  private static BigDecimal softplus(BigDecimal x) {
    return x.max(BigDecimal.ZERO).add(ln(BigDecimal.ONE.add(exp(x.abs().negate()))));
  }

  private static BigDecimal elu(BigDecimal x, double alpha) {
    return x.signum() > 0 ? x : exp(x).subtract(BigDecimal.ONE).multiply(of(alpha));
  }

  private static BigDecimal mish(BigDecimal x) {
    BigDecimal square = BigDecimal.ONE.add(exp(x)).pow(2);
    return x.multiply(square.subtract(BigDecimal.ONE)).divide(square.add(BigDecimal.ONE), DIGITS);
  }

  /** Deeplearning4j cubes 0.044715x, where the literature cubes x alone. */
  private static BigDecimal preciseGelu(BigDecimal x) {
    BigDecimal scale = of(Math.sqrt(2 / Math.PI));
    BigDecimal inner = x.add(x.multiply(of(0.044715)).pow(3)).multiply(scale);
    return x.multiply(tanh(inner).add(BigDecimal.ONE)).multiply(of(0.5));
  }

  /** 1.7159·tanh(2x/3) by Anguita et al. (1993). */
  private static BigDecimal rationalTanh(BigDecimal x) {
    BigDecimal a = x.abs().multiply(of(2)).divide(of(3), DIGITS);
    BigDecimal fourth = a.pow(4, DIGITS).multiply(of(1.41645f));
    BigDecimal polynomial = BigDecimal.ONE.add(a).add(a.pow(2)).add(fourth);
    return of(x.signum() * (double) 1.7159f)
        .multiply(BigDecimal.ONE.subtract(BigDecimal.ONE.divide(polynomial, DIGITS)));
  }
}

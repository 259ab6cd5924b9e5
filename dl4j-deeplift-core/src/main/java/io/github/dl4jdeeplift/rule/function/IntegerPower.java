package io.github.dl4jdeeplift.rule.function;

import io.github.dl4jdeeplift.rule.Ops;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * x^n; secant x^(n−1) + x^(n−2)·r + ... + r^(n−1), by Horner's scheme.
 *
 * @param exponent n, at least 1
 */
record IntegerPower(int exponent) implements Nonlinearity {
  @Override
  public String name() {
    return "power " + exponent;
  }

  @Override
  public SDVariable value(Ops ops, SDVariable x) {
    SDVariable power = x;
    for (int factor = 1; factor < exponent; factor++) {
      power = power.mul(x);
    }
    return power;
  }

  @Override
  public SDVariable secant(Ops ops, Step step) {
    SDVariable x = step.actual();
    SDVariable r = step.reference();
    SDVariable sum = x.mul(0).add(r.mul(0)).add(1);
    SDVariable power = r;
    for (int term = 1; term < exponent; term++) {
      sum = sum.mul(x).add(power);
      power = power.mul(r);
    }
    return sum;
  }
}

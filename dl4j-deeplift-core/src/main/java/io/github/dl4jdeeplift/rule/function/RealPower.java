package io.github.dl4jdeeplift.rule.function;

import io.github.dl4jdeeplift.rule.Ops;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.factory.Nd4j;

/**
 * x^p for arguments from 0 on.
 *
 * <p>Near each other, x^p = e^(p log x) has the secant of the exponential at p log x times p times
 * that of the logarithm; the plain quotient where the step is a quarter of the larger or more.
 * Where both arguments are 0 the multiplier is 0.
 *
 * @param exponent p
 */
record RealPower(double exponent) implements Nonlinearity {
  private static final double FAR = 0.25;

  @Override
  public String name() {
    return "power " + exponent;
  }

  @Override
  public SDVariable value(Ops ops, SDVariable x) {
    return ops.sameDiff().math().pow(x, ops.constant(Nd4j.scalar(ops.dataType(), exponent)));
  }

  @Override
  public SDVariable secant(Ops ops, Step step) {
    var math = ops.sameDiff().math();
    SDVariable larger = ops.max(step.actual(), step.reference());
    SDVariable isZero = ops.isZero(larger);
    SDVariable far = ops.atLeast(math.abs(step.difference()), larger.mul(FAR)).mul(ops.not(isZero));
    SDVariable plain =
        value(ops, step.actual())
            .sub(value(ops, step.reference()))
            .div(step.difference().add(ops.not(far)));
    SDVariable apart = far.add(isZero);
    Step near =
        new Step(
            ops.select(apart, apart, step.actual()),
            ops.select(apart, apart, step.reference()),
            step.difference().mul(ops.not(apart)));
    return far.mul(plain).add(ops.not(apart).mul(byLogarithms(ops, near)));
  }

  private SDVariable byLogarithms(Ops ops, Step step) {
    SDVariable slope = new Logarithm("log", 0).secant(ops, step);
    Step powers = step.map(x -> ops.sameDiff().math().log(x).mul(exponent));
    return Exponentials.exponentialSecant(ops, powers.actual(), powers.reference())
        .mul(exponent)
        .mul(slope);
  }
}

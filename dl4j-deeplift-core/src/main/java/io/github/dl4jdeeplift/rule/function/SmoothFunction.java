package io.github.dl4jdeeplift.rule.function;

import io.github.dl4jdeeplift.rule.Ops;
import java.util.function.BiFunction;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * A smooth function without a closed secant: the plain quotient where it is accurate, the
 * derivative at the midpoint below, whose error is of third order in the step.
 *
 * @param name the function's name
 * @param function the function
 * @param derivative its derivative
 */
record SmoothFunction(
    String name,
    BiFunction<Ops, SDVariable, SDVariable> function,
    BiFunction<Ops, SDVariable, SDVariable> derivative)
    implements Nonlinearity {

  /** Steps below which the quotient would cancel: rounding and midpoint error meet here. */
  private static double near(Ops ops) {
    return ops.dataType() == DataType.DOUBLE ? 1e-5 : 1e-2;
  }

  @Override
  public SDVariable value(Ops ops, SDVariable x) {
    return function.apply(ops, x);
  }

  @Override
  public SDVariable secant(Ops ops, Step step) {
    SDVariable distance = ops.sameDiff().math().abs(step.difference());
    SDVariable isNear = ops.not(ops.atLeast(distance, near(ops)));
    SDVariable middle = step.actual().add(step.reference()).mul(0.5);
    SDVariable quotient =
        function
            .apply(ops, step.actual())
            .sub(function.apply(ops, step.reference()))
            .div(step.difference().add(isNear));
    return ops.select(isNear, derivative.apply(ops, middle), quotient);
  }
}

package io.github.dl4jdeeplift.rule.function;

import io.github.dl4jdeeplift.rule.Ops;
import java.util.function.BiFunction;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * A function of level pieces with jumps between them, such as sign and floor: the jumps on the way
 * over the step, and the derivative 0 where there is no step.
 *
 * @param name the function's name
 * @param function the function
 */
record Staircase(String name, BiFunction<Ops, SDVariable, SDVariable> function)
    implements Nonlinearity {
  @Override
  public SDVariable value(Ops ops, SDVariable x) {
    return function.apply(ops, x);
  }

  @Override
  public SDVariable secant(Ops ops, Step step) {
    SDVariable rise = value(ops, step.actual()).sub(value(ops, step.reference()));
    return ops.divideOrElse(rise, step.difference(), rise.mul(0));
  }
}

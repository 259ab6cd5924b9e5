package io.github.dl4jdeeplift.rule.function;

import io.github.dl4jdeeplift.rule.Ops;
import org.nd4j.autodiff.samediff.SDVariable;

/** max(0, tanh x); the secant of tanh between the positive parts, by their share of the step. */
record RectifiedTanh() implements Nonlinearity {
  @Override
  public String name() {
    return "rectified tanh";
  }

  @Override
  public SDVariable value(Ops ops, SDVariable x) {
    return ops.sameDiff().math().tanh(ops.atLeastBound(x, 0));
  }

  @Override
  public SDVariable secant(Ops ops, Step step) {
    Step positive = step.map(x -> ops.atLeastBound(x, 0));
    SDVariable share =
        ops.divideOrElse(positive.difference(), step.difference(), ops.greater(step.actual(), 0));
    return new HyperbolicTangent().secant(ops, positive).mul(share);
  }
}

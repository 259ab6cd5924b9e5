package io.github.dl4jdeeplift.rule.function;

import io.github.dl4jdeeplift.rule.Ops;
import org.nd4j.autodiff.samediff.SDVariable;

/** x²; secant x + r. */
public record Square() implements Nonlinearity {
  @Override
  public String name() {
    return "square";
  }

  @Override
  public SDVariable value(Ops ops, SDVariable x) {
    return x.mul(x);
  }

  @Override
  public SDVariable secant(Ops ops, Step step) {
    return step.actual().add(step.reference());
  }
}

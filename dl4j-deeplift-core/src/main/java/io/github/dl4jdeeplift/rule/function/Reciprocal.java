package io.github.dl4jdeeplift.rule.function;

import io.github.dl4jdeeplift.rule.Ops;
import org.nd4j.autodiff.samediff.SDVariable;

/** 1/x; secant −1/(xr). The way from one sign to the other leads through infinity: it sums too. */
record Reciprocal() implements Nonlinearity {
  @Override
  public String name() {
    return "reciprocal";
  }

  @Override
  public SDVariable value(Ops ops, SDVariable x) {
    return x.rdiv(1.0);
  }

  @Override
  public SDVariable secant(Ops ops, Step step) {
    return step.actual().rdiv(1.0).mul(step.reference().rdiv(1.0)).neg();
  }
}

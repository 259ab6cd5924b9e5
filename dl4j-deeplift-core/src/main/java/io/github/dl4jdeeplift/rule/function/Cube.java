package io.github.dl4jdeeplift.rule.function;

import io.github.dl4jdeeplift.rule.Ops;
import org.nd4j.autodiff.samediff.SDVariable;

/** x³; secant x² + xr + r². */
record Cube() implements Nonlinearity {
  @Override
  public String name() {
    return "cube";
  }

  @Override
  public SDVariable value(Ops ops, SDVariable x) {
    return x.mul(x).mul(x);
  }

  @Override
  public SDVariable secant(Ops ops, Step step) {
    SDVariable x = step.actual();
    SDVariable r = step.reference();
    return x.mul(x).add(x.mul(r)).add(r.mul(r));
  }
}

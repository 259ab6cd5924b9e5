package io.github.dl4jdeeplift.rule.function;

import io.github.dl4jdeeplift.rule.Ops;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * x/(1 + |x|). With both arguments of one sign the secant is 1/((1 + |x|)(1 + |r|)); with opposite
 * signs it is (d + 2|x||r|)/(d(1 + |x|)(1 + |r|)), d = |x − r|.
 */
record Softsign() implements Nonlinearity {
  @Override
  public String name() {
    return "softsign";
  }

  @Override
  public SDVariable value(Ops ops, SDVariable x) {
    return x.div(ops.sameDiff().math().abs(x).add(1));
  }

  @Override
  public SDVariable secant(Ops ops, Step step) {
    var math = ops.sameDiff().math();
    SDVariable x = math.abs(step.actual());
    SDVariable r = math.abs(step.reference());
    SDVariable signs = math.sign(step.actual()).mul(math.sign(step.reference()));
    SDVariable opposite = ops.not(ops.atLeast(signs, 0));
    SDVariable extra =
        ops.divideOrElse(x.mul(r).mul(2).mul(opposite), math.abs(step.difference()), x.mul(0));
    return extra.add(1).div(x.add(1).mul(r.add(1)));
  }
}

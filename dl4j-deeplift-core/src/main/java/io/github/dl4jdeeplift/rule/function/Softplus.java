package io.github.dl4jdeeplift.rule.function;

import io.github.dl4jdeeplift.rule.Ops;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ops.impl.transforms.strict.SoftPlus;

/**
 * log(1 + e^x); secant log(1 + σ(lo)·(e^d − 1))/d for steps d up to 1, and the plain quotient of a
 * form that cannot overflow, max(x, 0) + log(1 + e^−|x|), above.
 */
record Softplus() implements Nonlinearity {
  @Override
  public String name() {
    return "softplus";
  }

  @Override
  public SDVariable value(Ops ops, SDVariable x) {
    return new SoftPlus(ops.sameDiff(), x, false).outputVariable();
  }

  @Override
  public SDVariable secant(Ops ops, Step step) {
    var math = ops.sameDiff().math();
    SDVariable high = ops.max(step.actual(), step.reference());
    SDVariable low = ops.min(step.actual(), step.reference());
    SDVariable distance = math.abs(step.difference());
    SDVariable plain = stable(ops, high).sub(stable(ops, low)).div(ops.atLeastBound(distance, 1));
    return ops.select(ops.greater(distance, 1), plain, near(ops, low, distance));
  }

  private static SDVariable near(Ops ops, SDVariable low, SDVariable distance) {
    SDVariable step = ops.atMostBound(distance, 1);
    SDVariable slope =
        ops.sameDiff()
            .nn()
            .sigmoid(low)
            .mul(Exponentials.exponentialSecant(ops, step, step.mul(0)));
    SDVariable rise = slope.mul(step);
    // log(1 + u)/d = (log(1 + u)/u) * (u/d), with u/d the slope: no division by d.
    SDVariable w = rise.add(1);
    SDVariable ratio = ops.divideOrElse(ops.sameDiff().math().log(w), w.sub(1), rise.mul(0).add(1));
    return ratio.mul(slope);
  }

  static SDVariable stable(Ops ops, SDVariable x) {
    var math = ops.sameDiff().math();
    return ops.atLeastBound(x, 0).add(Exponentials.logOnePlus(ops, math.exp(math.abs(x).neg())));
  }
}

package io.github.dl4jdeeplift.rule.function;

import io.github.dl4jdeeplift.rule.Ops;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * max(x, 0) + α·min(x, 0) with an α of its own for each number or channel.
 *
 * @param alpha the slopes, of a shape that broadcasts to {@code [batch, shape...]}
 */
public record Prelu(INDArray alpha) implements Nonlinearity {
  @Override
  public String name() {
    return "PReLU";
  }

  @Override
  public SDVariable value(Ops ops, SDVariable x) {
    return ops.atLeastBound(x, 0).add(ops.atMostBound(x, 0).mul(ops.constant(alpha)));
  }

  @Override
  public SDVariable secant(Ops ops, Step step) {
    SDVariable slope = ops.constant(alpha);
    SDVariable above = step.map(x -> ops.atLeastBound(x, 0)).difference();
    SDVariable below = step.map(x -> ops.atMostBound(x, 0)).difference();
    SDVariable positive = ops.greater(step.actual(), 0);
    return ops.divideOrElse(
        above.add(below.mul(slope)), step.difference(), positive.add(ops.not(positive).mul(slope)));
  }
}

package io.github.dl4jdeeplift.rule.shape;

import io.github.dl4jdeeplift.rule.LinearRule;
import io.github.dl4jdeeplift.rule.Ops;
import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.Value;
import java.util.stream.IntStream;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * Dimensions of each example in reverse order: {@code [channels, time]} to {@code [time, channels]}
 * and back; m = 1. Vectors stay as they are.
 */
public final class ReverseAxesRule extends LinearRule {
  /** Makes the rule. */
  public ReverseAxesRule() {}

  @Override
  public Shape outputShape(Shape input) {
    int rank = input.rank();
    return new Shape(
        IntStream.range(0, rank).mapToLong(axis -> input.size(rank - 1 - axis)).toArray());
  }

  @Override
  public SDVariable linear(Ops ops, Value input) {
    return reverse(ops, input.variable(), input.shape().rank());
  }

  @Override
  public SDVariable transpose(Ops ops, Value output, Shape input) {
    return reverse(ops, output.variable(), input.rank());
  }

  private static SDVariable reverse(Ops ops, SDVariable value, int rank) {
    return rank == 1
        ? value
        : ops.permute(
            value, IntStream.rangeClosed(0, rank).map(i -> i == 0 ? 0 : rank + 1 - i).toArray());
  }

  @Override
  public boolean movesNumbersOnly() {
    return true;
  }

  @Override
  public String description() {
    return "permute";
  }
}

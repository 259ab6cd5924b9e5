package io.github.dl4jdeeplift.rule.function;

import io.github.dl4jdeeplift.rule.Ops;
import io.github.dl4jdeeplift.rule.function.PiecewiseLinear.Jump;
import io.github.dl4jdeeplift.rule.function.PiecewiseLinear.Piece;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;

/** Functions that are 0, or nearly, over a stretch of their arguments, and functions like them. */
public final class SparseFunctions {
  private static final double INFINITY = Double.POSITIVE_INFINITY;
  private static final double SHRUNK = 0.5;
  private static final double SQUAREPLUS = 4;

  private static final Piece BELOW = new Piece(-INFINITY, -SHRUNK, 1);
  private static final Piece ABOVE = new Piece(SHRUNK, INFINITY, 1);

  private SparseFunctions() {}

  /** Returns x less ½ of its sign, 0 where |x| ≤ ½. */
  public static Nonlinearity softShrink() {
    return PiecewiseLinear.continuous("soft shrink", BELOW, ABOVE);
  }

  /** Returns x, 0 where |x| ≤ ½. */
  public static Nonlinearity hardShrink() {
    List<Jump> jumps = List.of(new Jump(-SHRUNK, SHRUNK, true), new Jump(SHRUNK, SHRUNK, false));
    return new PiecewiseLinear("hard shrink", List.of(BELOW, ABOVE), jumps, -SHRUNK);
  }

  /** Returns (x + 1)/2, between 0 and 1. */
  public static Nonlinearity sparseSigmoid() {
    return PiecewiseLinear.clipped("sparse sigmoid", new Piece(-1, 1, SHRUNK), SHRUNK);
  }

  /** Returns x − tanh x, whose secant is 1 less that of tanh. */
  public static Nonlinearity tanhShrink() {
    Nonlinearity tanh = new HyperbolicTangent();
    return new LiteratureFunctions.Closed(
        "tanh shrink",
        (ops, x) -> x.sub(tanh.value(ops, x)),
        (ops, step) -> ops.not(tanh.secant(ops, step)));
  }

  /** Returns (x + √(x² + 4))/2; the secant is ½(1 + (x + r)/(√(x² + 4) + √(r² + 4))). */
  public static Nonlinearity squareplus() {
    return new LiteratureFunctions.Closed(
        "squareplus",
        (ops, x) -> x.add(root(ops, x)).mul(0.5),
        (ops, step) -> {
          SDVariable sum = root(ops, step.actual()).add(root(ops, step.reference()));
          return step.actual().add(step.reference()).div(sum).add(1).mul(0.5);
        });
  }

  private static SDVariable root(Ops ops, SDVariable x) {
    return ops.sameDiff().math().sqrt(x.mul(x).add(SQUAREPLUS));
  }

  /**
   * Returns (c + 1)²/4 + max(x, 1) − 1 with c = x between −1 and 1: 0 up to −1, x from 1. With δ
   * the differences, the secant is (δc·(c + c_r + 2)/4 + δmax(x, 1))/δx.
   */
  public static Nonlinearity sparsePlus() {
    return new LiteratureFunctions.Closed(
        "sparse plus",
        (ops, x) -> {
          SDVariable shifted = clipped(ops, x).add(1);
          return shifted.mul(shifted).mul(0.25).add(ops.atLeastBound(x, 1)).sub(1);
        },
        (ops, step) -> {
          Nonlinearity.Step curved = step.map(x -> clipped(ops, x));
          Nonlinearity.Step straight = step.map(x -> ops.atLeastBound(x, 1));
          SDVariable slope = curved.actual().add(curved.reference()).add(2).mul(0.25);
          // Where x = r the slope is that of the curve at c, which is 0 below and 1 above.
          return ops.divideOrElse(
              curved.difference().mul(slope).add(straight.difference()), step.difference(), slope);
        });
  }

  private static SDVariable clipped(Ops ops, SDVariable x) {
    return ops.atMostBound(ops.atLeastBound(x, -1), 1);
  }
}

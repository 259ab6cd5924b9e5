package io.github.dl4jdeeplift.rule.function;

import static java.util.Objects.requireNonNull;

import io.github.dl4jdeeplift.rule.Multipliers;
import io.github.dl4jdeeplift.rule.Ops;
import io.github.dl4jdeeplift.rule.Parts;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * A function of straight pieces, perhaps with jumps between them.
 *
 * <p>The secant is the mean slope, Σ slope · (length of the step inside the piece), plus the jumps
 * that lie on the way, over the step. Lengths are differences of clipped arguments, which are exact
 * to rounding however short the step is.
 *
 * @param name the function's name
 * @param pieces the pieces whose slope is not 0
 * @param jumps the jumps
 * @param offset constant summand of the value
 */
public record PiecewiseLinear(String name, List<Piece> pieces, List<Jump> jumps, double offset)
    implements Nonlinearity {

  /**
   * A straight piece.
   *
   * @param from lower end, or -Infinity
   * @param to upper end, or Infinity
   * @param slope its slope
   */
  public record Piece(double from, double to, double slope) {
    private SDVariable clip(Ops ops, SDVariable x) {
      return ops.atMostBound(ops.atLeastBound(x, from), to);
    }

    /** Returns 1 where x lies inside the piece, its lower end left out. */
    private SDVariable holds(Ops ops, SDVariable x) {
      SDVariable above = from == Double.NEGATIVE_INFINITY ? null : ops.greater(x, from);
      if (to == Double.POSITIVE_INFINITY) {
        return above == null ? x.mul(0).add(1) : above;
      }
      SDVariable below = ops.not(ops.greater(x, to));
      return above == null ? below : above.mul(below);
    }
  }

  /**
   * A jump.
   *
   * @param at where
   * @param height by how much
   * @param included whether the function has jumped at {@code at} itself
   */
  public record Jump(double at, double height, boolean included) {
    private SDVariable taken(Ops ops, SDVariable x) {
      return (included ? ops.atLeast(x, at) : ops.greater(x, at)).mul(height);
    }
  }

  /**
   * Returns a continuous function whose value is Σ slope · clip(x, from, to).
   *
   * @param name the function's name
   * @param pieces the pieces whose slope is not 0
   */
  public static PiecewiseLinear continuous(String name, Piece... pieces) {
    return new PiecewiseLinear(name, List.of(pieces), List.of(), 0);
  }

  /**
   * Returns slope · clip(x, from, to) + offset.
   *
   * @param name the function's name
   * @param piece the ends and the slope
   * @param offset the summand
   */
  public static PiecewiseLinear clipped(String name, Piece piece, double offset) {
    return new PiecewiseLinear(name, List.of(piece), List.of(), offset);
  }

  /**
   * Returns max(x, floor).
   *
   * @param name the function's name
   * @param floor the least value
   */
  public static PiecewiseLinear floored(String name, double floor) {
    return continuous(name, new Piece(floor, Double.POSITIVE_INFINITY, 1));
  }

  /**
   * Returns max(x, 0) + slope · min(x, 0).
   *
   * @param name the function's name
   * @param slope the slope below 0
   */
  public static PiecewiseLinear leaky(String name, double slope) {
    Piece positive = new Piece(0, Double.POSITIVE_INFINITY, 1);
    return slope == 0
        ? continuous(name, positive)
        : continuous(name, positive, new Piece(Double.NEGATIVE_INFINITY, 0, slope));
  }

  @Override
  public SDVariable value(Ops ops, SDVariable x) {
    SDVariable sum = null;
    for (Piece piece : pieces) {
      sum = plus(sum, scaled(piece.clip(ops, x), piece.slope));
    }
    for (Jump jump : jumps) {
      sum = plus(sum, jump.taken(ops, x));
    }
    SDVariable result = requireNonNull(sum);
    return offset == 0 ? result : result.add(offset);
  }

  private boolean isRelu() {
    return jumps.isEmpty() && pieces.equals(List.of(new Piece(0, Double.POSITIVE_INFINITY, 1)));
  }

  @Override
  public Multipliers meanSecants(Ops ops, Step step, Parts parts) {
    return isRelu()
        ? ReluSecant.means(ops, step, parts)
        : Nonlinearity.super.meanSecants(ops, step, parts);
  }

  @Override
  public SDVariable secant(Ops ops, Step step) {
    if (isRelu()) {
      return ReluSecant.of(ops, step);
    }
    SDVariable rise = null;
    SDVariable slope = null;
    for (Piece piece : pieces) {
      SDVariable length = piece.clip(ops, step.actual()).sub(piece.clip(ops, step.reference()));
      rise = plus(rise, scaled(length, piece.slope));
      slope = plus(slope, scaled(piece.holds(ops, step.actual()), piece.slope));
    }
    for (Jump jump : jumps) {
      rise = plus(rise, jump.taken(ops, step.actual()).sub(jump.taken(ops, step.reference())));
    }
    return ops.divideOrElse(requireNonNull(rise), step.difference(), requireNonNull(slope));
  }

  private static SDVariable plus(@Nullable SDVariable sum, SDVariable x) {
    return sum == null ? x : sum.add(x);
  }

  private static SDVariable scaled(SDVariable x, double factor) {
    return factor == 1 ? x : x.mul(factor);
  }
}

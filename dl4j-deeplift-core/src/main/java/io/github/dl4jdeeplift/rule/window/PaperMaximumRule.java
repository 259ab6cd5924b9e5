package io.github.dl4jdeeplift.rule.window;

import io.github.dl4jdeeplift.rule.Ops;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The paper's own rule of maxima: m = 1{x = max x}·(max x − max r)/(x − r) (section 2.3.2, equation
 * 11).
 *
 * <p>Contributions sum to the difference unless several cells hold the input's maximum, each of
 * which is paid in full, or the cell that holds it has the same value in the reference, where m is
 * 1 and nothing is paid.
 */
public final class PaperMaximumRule extends MaximumRule {
  PaperMaximumRule(Pooling pooling) {
    super(pooling);
  }

  /**
   * Returns this rule for the windows of another.
   *
   * @param other the other rule
   */
  public static PaperMaximumRule like(MaximumRule other) {
    return new PaperMaximumRule(other.pooling());
  }

  @Override
  SDVariable ofCells(Ops ops, Windows windows, Pair pair) {
    SDVariable difference = pair.actual().sub(pair.reference());
    SDVariable same = ops.isZero(difference);
    SDVariable rise = pair.actualMaximum().sub(pair.referenceMaximum());
    SDVariable ratio = ops.divideOrElse(rise.mul(ops.not(same)), difference, one(ops));
    return ops.equal(pair.actual(), pair.actualMaximum()).mul(ratio);
  }

  @Override
  SDVariable ofWindows(Ops ops, Windows windows, Pair pair, SDVariable ofCells) {
    return one(ops);
  }

  private static SDVariable one(Ops ops) {
    return ops.constant(Nd4j.scalar(ops.dataType(), 1));
  }

  @Override
  public boolean isAdditive() {
    return false;
  }

  @Override
  public String description() {
    return "max pooling, equation 11";
  }
}

package io.github.dl4jdeeplift.rule.window;

import io.github.dl4jdeeplift.rule.NodeValues;
import io.github.dl4jdeeplift.rule.Ops;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * The cross-max rule where windows have two cells, the most common pooling: the first and the
 * second cells of all windows are worked on apart, which takes half as many numbers in each
 * operation, and no comparison of ranks.
 *
 * @param second 1 where the second cell wins, 0 where the first does, {@code [batch, outer, inner]}
 * @param ratio multiplier of the winner
 * @param windows the windows
 */
record CrossMaxOfTwo(SDVariable second, SDVariable ratio, Windows windows) {
  /** The cells of windows, {@code [batch, outer, inner]} each. */
  private record Cells(SDVariable first, SDVariable second) {}

  static boolean fits(Windows windows) {
    return windows.cells() == 2 && windows.inner() >= Windows.FEW_NUMBERS;
  }

  /**
   * Writes down winners and multipliers.
   *
   * @param lowest value of padding
   */
  static CrossMaxOfTwo of(Ops ops, Windows windows, NodeValues values, double lowest) {
    SDVariable[] ratio = new SDVariable[1];
    SDVariable second =
        values.once(
            "second",
            () -> {
              CrossMaxOfTwo made = write(ops, windows, values, lowest);
              ratio[0] = made.ratio;
              return made.second;
            });
    return new CrossMaxOfTwo(second, values.once("ratio", () -> ratio[0]), windows);
  }

  private static CrossMaxOfTwo write(Ops ops, Windows windows, NodeValues values, double lowest) {
    Cells x = split(ops, windows, windows.unfold(ops, values.actual(0), lowest));
    Cells r = split(ops, windows, windows.unfold(ops, values.reference(0), lowest));
    SDVariable ofInput = plane(ops, windows, values.actualOutput());
    SDVariable ofReference = plane(ops, windows, values.referenceOutput());
    SDVariable rise = ofReference.sub(ofInput);
    SDVariable second = second(ops, x, r, ops.greater(rise, 0));
    SDVariable distance = select(ops, second, r.second.sub(x.second), r.first.sub(x.first));
    // Both have one sign; the quotient is 1 at most, and at 0/0 the minimum makes it 1.
    return new CrossMaxOfTwo(second, ops.atMostBound(rise.div(distance), 1), windows);
  }

  /** The input's first maximum where it is the winner, and the reference's elsewhere. */
  private static SDVariable second(Ops ops, Cells x, Cells r, SDVariable referenceWins) {
    SDVariable ofInput = ops.greater(x.second.sub(x.first), 0);
    SDVariable ofReference = ops.greater(r.second.sub(r.first), 0);
    return ofReference.sub(ofInput).mul(referenceWins).add(ofInput);
  }

  private static SDVariable select(Ops ops, SDVariable mask, SDVariable yes, SDVariable no) {
    return mask.mul(yes).add(ops.not(mask).mul(no));
  }

  private static SDVariable plane(Ops ops, Windows windows, SDVariable output) {
    return ops.reshape(output, windows.outer(), windows.inner());
  }

  private static Cells split(Ops ops, Windows windows, SDVariable unfolded) {
    SDVariable pairs = ops.reshape(unfolded, windows.outer(), 2 * windows.inner());
    SDVariable[] halves = ops.sameDiff().split(pairs, 2, 2);
    return new Cells(halves[0], halves[1]);
  }

  /** Writes down the multipliers of the pooling's input. */
  SDVariable back(Ops ops, SDVariable upstream) {
    SDVariable paid = plane(ops, windows, upstream).mul(ratio);
    SDVariable toSecond = paid.mul(second);
    SDVariable both = ops.sameDiff().concat(2, paid.sub(toSecond), toSecond);
    return windows.fold(ops, ops.reshape(both, windows.outer(), 2, windows.inner()));
  }

  /** Writes down a part of the output's difference. */
  SDVariable part(Ops ops, SDVariable part) {
    Cells cells = split(ops, windows, windows.unfold(ops, part, 0));
    return windows.toOutput(ops, select(ops, second, cells.second, cells.first).mul(ratio));
  }
}

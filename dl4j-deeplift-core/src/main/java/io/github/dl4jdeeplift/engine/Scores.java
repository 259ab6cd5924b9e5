package io.github.dl4jdeeplift.engine;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What a run gives at one place, averaged over references.
 *
 * @param contributions {@code [n, shape...]}
 * @param multipliers {@code [n, shape...]}
 * @param hypothetical hypothetical contributions of an input, {@code [n, shape...]}; null where
 *     they were not asked for
 * @param parts parts of a hidden layer's difference; null at inputs
 * @param convergenceDelta {@code [n]}, the sum of this place's contributions less the target's
 *     difference, of the pair where it is largest in magnitude
 */
public record Scores(
    INDArray contributions,
    INDArray multipliers,
    @Nullable INDArray hypothetical,
    @Nullable DifferenceParts parts,
    INDArray convergenceDelta) {

  /**
   * Returns H = m − ⟨m, reference⟩ over channels: what each letter would contribute in place of the
   * one that is there.
   *
   * @param multipliers {@code [n, shape...]}
   * @param reference {@code [n, shape...]}, or of one row
   * @param axis dimension of the channels, the batch counted as 0
   */
  public static INDArray hypothetical(INDArray multipliers, INDArray reference, int axis) {
    return multipliers.sub(multipliers.mul(reference).sum(true, axis));
  }

  Scores inFloat() {
    return new Scores(
        contributions.castTo(DataType.FLOAT),
        multipliers.castTo(DataType.FLOAT),
        hypothetical == null ? null : hypothetical.castTo(DataType.FLOAT),
        parts == null ? null : parts.inFloat(),
        convergenceDelta.castTo(DataType.FLOAT));
  }

  /**
   * Parts of a difference.
   *
   * @param positive {@code [n, shape...]}
   * @param negative {@code [n, shape...]}
   */
  public record DifferenceParts(INDArray positive, INDArray negative) {
    DifferenceParts inFloat() {
      return new DifferenceParts(positive.castTo(DataType.FLOAT), negative.castTo(DataType.FLOAT));
    }
  }
}

package io.github.dl4jdeeplift;

import io.github.dl4jdeeplift.engine.Scores;
import java.util.Arrays;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What each letter would contribute at its position, in place of the one that is there: H = m − ⟨m,
 * reference⟩ over channels, as TF-MoDISco reads them.
 */
public final class HypotheticalContributions {
  private HypotheticalContributions() {}

  /**
   * Returns hypothetical contributions for one reference of each example. With several, ask {@link
   * DeepLiftBuilder#hypotheticalContributions}: the product must be averaged, not its factors.
   *
   * @param multipliers {@code [n, shape...]}
   * @param reference {@code [n, shape...]}, or {@code [1, shape...]} for all examples
   * @param axis dimension of the channels, the batch counted as 0; negative counts from the end
   * @return {@code [n, shape...]}
   * @throws DL4JInvalidInputException if the shapes do not fit
   */
  public static INDArray of(INDArray multipliers, INDArray reference, int axis) {
    int channels = axis < 0 ? axis + multipliers.rank() : axis;
    boolean fits = channels > 0 && channels < multipliers.rank();
    fits &= multipliers.rank() == reference.rank();
    for (int each = 0; fits && each < multipliers.rank(); each++) {
      fits =
          multipliers.size(each) == reference.size(each) || (each == 0 && reference.size(0) == 1);
    }
    if (!fits) {
      throw new DL4JInvalidInputException(
          "multipliers of shape "
              + Arrays.toString(multipliers.shape())
              + " and a reference of shape "
              + Arrays.toString(reference.shape())
              + " do not fit, or have no channels at axis "
              + axis);
    }
    return Scores.hypothetical(multipliers, reference.castTo(multipliers.dataType()), channels);
  }
}

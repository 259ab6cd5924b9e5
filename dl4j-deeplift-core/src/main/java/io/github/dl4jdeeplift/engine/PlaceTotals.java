package io.github.dl4jdeeplift.engine;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The scores of one place for one explained quantity, as they add up. */
final class PlaceTotals {
  private final String place;
  private final @Nullable Integer channelAxis;
  private final Average contributions;
  private final Average multipliers;
  private final @Nullable Average hypothetical;
  private final LargestDelta delta;

  /**
   * Begins at 0.
   *
   * @param place name of the place
   * @param shape {@code [n, shape...]}
   * @param references number of references of each example
   * @param channelAxis dimension of channels, where hypothetical contributions are wanted
   */
  PlaceTotals(String place, DataShape shape, int references, @Nullable Integer channelAxis) {
    this.place = place;
    this.channelAxis = channelAxis;
    this.contributions = shape.average(references);
    this.multipliers = shape.average(references);
    this.hypothetical = channelAxis == null ? null : shape.average(references);
    this.delta = new LargestDelta(Math.toIntExact(shape.batch()[0]));
  }

  /** The data type and the shape, batch included, of a place's scores. */
  record DataShape(DataType dataType, long[] batch) {
    private Average average(int references) {
      return new Average(dataType, batch, references);
    }
  }

  /**
   * Adds a tile.
   *
   * @param targetDifference difference of the explained quantity, for each pair
   * @return the sums of contributions and of their magnitudes, for each pair
   */
  Sums add(Tile tile, BackwardProgram.Result result, double[] targetDifference) {
    INDArray contribution = result.contributions(place);
    INDArray multiplier = result.multipliers(place);
    contributions.add(contribution, tile);
    multipliers.add(multiplier, tile);
    if (hypothetical != null && channelAxis != null && multiplier != null) {
      hypothetical.add(
          Scores.hypothetical(multiplier, tile.compared().value(place), channelAxis), tile);
    }
    Sums sums = Sums.of(contribution, tile.pairs());
    for (int row = 0; row < targetDifference.length; row++) {
      delta.add(tile.exampleOf(row), sums.total()[row] - targetDifference[row]);
    }
    return sums;
  }

  Scores scores(Scores.@Nullable DifferenceParts parts) {
    return new Scores(
        contributions.mean(),
        multipliers.mean(),
        hypothetical == null ? null : hypothetical.mean(),
        parts,
        delta.array(contributions.mean().dataType()));
  }

  /** Sums of contributions and of their magnitudes for each pair, in double precision. */
  record Sums(double[] total, double[] size) {
    static Sums of(@Nullable INDArray contributions, int pairs) {
      if (contributions == null) {
        return new Sums(new double[pairs], new double[pairs]);
      }
      INDArray precise = contributions.castTo(DataType.DOUBLE).reshape(pairs, -1);
      return new Sums(precise.sum(1).toDoubleVector(), precise.norm1(1).toDoubleVector());
    }

    Sums plus(Sums other) {
      return new Sums(plus(total, other.total), plus(size, other.size));
    }

    private static double[] plus(double[] one, double[] other) {
      double[] sum = one.clone();
      for (int index = 0; index < sum.length; index++) {
        sum[index] += other[index];
      }
      return sum;
    }
  }
}

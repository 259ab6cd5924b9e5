package io.github.dl4jdeeplift.samples;

import java.util.Arrays;

/** Spearman's rank correlation: 1 for the same order, -1 for the opposite one. */
final class RankCorrelation {
  private RankCorrelation() {}

  /** Returns the correlation of two lists of different numbers, of one length. */
  static double of(double[] a, double[] b) {
    double[] ranksOfA = ranks(a);
    double[] ranksOfB = ranks(b);
    double squares = 0;
    for (int i = 0; i < a.length; i++) {
      squares += (ranksOfA[i] - ranksOfB[i]) * (ranksOfA[i] - ranksOfB[i]);
    }
    double n = a.length;
    return 1 - 6 * squares / (n * (n * n - 1));
  }

  private static double[] ranks(double[] values) {
    return Arrays.stream(values)
        .map(value -> Arrays.stream(values).filter(other -> other < value).count())
        .toArray();
  }
}

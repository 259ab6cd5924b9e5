package io.github.dl4jdeeplift.samples;

import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Simulated applicants for loans: the log-odds of default are a sum of known effects, one of each
 * {@link LoanFeature}.
 *
 * @param features {@code [n, features]}, in their own units
 * @param effects {@code [n, features]}, what each adds to the log-odds
 * @param risk {@code [n, 1]}, the probability of default
 * @param defaulted {@code [n, 1]}, 1 where the loan was not paid back
 */
record SimulatedLoans(INDArray features, INDArray effects, INDArray risk, INDArray defaulted) {
  private static final LoanFeature[] FEATURES = LoanFeature.values();

  /** So that about a quarter default. */
  private static final double INTERCEPT = -2;

  /**
   * Draws applicants.
   *
   * @param count how many
   * @param seed the same seed gives the same applicants
   */
  static SimulatedLoans draw(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] features = new double[count][FEATURES.length];
    double[][] effects = new double[count][FEATURES.length];
    double[][] risk = new double[count][1];
    double[][] defaulted = new double[count][1];
    for (int applicant = 0; applicant < count; applicant++) {
      for (int feature = 0; feature < FEATURES.length; feature++) {
        features[applicant][feature] = FEATURES[feature].drawn(random);
        effects[applicant][feature] = FEATURES[feature].effect(features[applicant][feature]);
      }
      double logOdds = INTERCEPT + Arrays.stream(effects[applicant]).sum();
      risk[applicant][0] = 1 / (1 + Math.exp(-logOdds));
      defaulted[applicant][0] = random.nextDouble() < risk[applicant][0] ? 1 : 0;
    }
    return new SimulatedLoans(array(features), array(effects), array(risk), array(defaulted));
  }

  private static INDArray array(double[][] rows) {
    return Nd4j.createFromArray(rows).castTo(DataType.FLOAT);
  }

  /** Returns the names of the features, in the order of the columns. */
  static String[] names() {
    return IntStream.range(0, FEATURES.length)
        .mapToObj(feature -> FEATURES[feature].name().toLowerCase(Locale.ROOT).replace('_', ' '))
        .toArray(String[]::new);
  }
}

package io.github.dl4jdeeplift.samples;

import java.util.SplittableRandom;

/** What is known of an applicant for a loan, and what it truly does to the risk of default. */
enum LoanFeature {
  /** Thousands a year: half of it, half again the risk. */
  INCOME {
    @Override
    double drawn(SplittableRandom random) {
      return logNormal(random, 40, 0.5);
    }

    @Override
    double effect(double value) {
      return -1.2 * Math.log(value / 40);
    }
  },
  /** Thousands. */
  AMOUNT {
    @Override
    double drawn(SplittableRandom random) {
      return logNormal(random, 15, 0.6);
    }

    @Override
    double effect(double value) {
      return 0.04 * (value - 15);
    }
  },
  /** Share of the income that goes to other debts. */
  DEBT_SHARE {
    @Override
    double drawn(SplittableRandom random) {
      return 0.6 * random.nextDouble();
    }

    @Override
    double effect(double value) {
      return 4 * value;
    }
  },
  /** Payments missed so far; the first ones count most. */
  MISSED_PAYMENTS {
    @Override
    double drawn(SplittableRandom random) {
      return Math.floor(-1.5 * Math.log(1 - random.nextDouble()));
    }

    @Override
    double effect(double value) {
      return 1.2 * Math.sqrt(value);
    }
  },
  /** Years in the same employment, beyond ten of no further use. */
  YEARS_EMPLOYED {
    @Override
    double drawn(SplittableRandom random) {
      return 20 * random.nextDouble();
    }

    @Override
    double effect(double value) {
      return -0.15 * Math.min(value, 10);
    }
  },
  /** Thousands saved. */
  SAVINGS {
    @Override
    double drawn(SplittableRandom random) {
      return logNormal(random, 5, 1);
    }

    @Override
    double effect(double value) {
      return -0.6 * Math.log1p(value / 5);
    }
  },
  /** Years of age, which do nothing. */
  AGE {
    @Override
    double drawn(SplittableRandom random) {
      return 20 + 50 * random.nextDouble();
    }

    @Override
    double effect(double value) {
      return 0;
    }
  };

  /** Draws a value. */
  abstract double drawn(SplittableRandom random);

  /** Returns what a value adds to the log-odds of default. */
  abstract double effect(double value);

  private static double logNormal(SplittableRandom random, double median, double spread) {
    return median * Math.exp(spread * random.nextGaussian());
  }
}

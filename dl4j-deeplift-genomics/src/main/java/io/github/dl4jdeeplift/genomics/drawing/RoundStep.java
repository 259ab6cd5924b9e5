package io.github.dl4jdeeplift.genomics.drawing;

import java.util.Locale;

/** Steps of 1, 2 or 5 times a power of ten, and their multiples as text. */
final class RoundStep {
  private RoundStep() {}

  /** The smallest round step that is not below a positive minimum. */
  static double atLeast(double minimum) {
    double power = Math.pow(10, Math.floor(Math.log10(minimum)));
    for (double factor : new double[] {1, 2, 5}) {
      // A hair of tolerance: 0.2 is to pass as at least 0.1 + 0.1.
      if (factor * power >= minimum * (1 - 1e-9)) {
        return factor * power;
      }
    }
    return 10 * power;
  }

  /** A multiple of a step with the digits that it needs: 0, −0.5, 2e−6. */
  static String label(double value, double step) {
    if (Math.abs(value) < step / 2) {
      return "0";
    }
    int exponent = (int) Math.floor(Math.log10(Math.abs(value)) + 1e-9);
    int stepExponent = (int) Math.floor(Math.log10(step) + 1e-9);
    String text =
        stepExponent < -3 || exponent > 5
            ? scientific(value, exponent, Math.max(0, exponent - stepExponent))
            : decimal(value, Math.max(0, -stepExponent));
    return text.replace('-', '−');
  }

  private static String scientific(double value, int exponent, int decimals) {
    return decimal(value / Math.pow(10, exponent), decimals) + "e" + exponent;
  }

  private static String decimal(double value, int decimals) {
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }
}

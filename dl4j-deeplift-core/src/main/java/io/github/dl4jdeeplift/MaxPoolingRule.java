package io.github.dl4jdeeplift;

/** How maxima over windows are explained. */
public enum MaxPoolingRule {
  /**
   * Pays the cell that holds the larger of the input's and the reference's maxima. Contributions
   * sum to the output's difference. The default.
   */
  CROSS_MAX,
  /**
   * Equation 11 of the 2016 paper: pays the input's maximum. Contributions do not sum where several
   * cells hold it, or where the reference has the same value there.
   */
  PAPER,
  /**
   * The gradient, 1 at the input's maximum, as in the authors' program. Contributions do not sum
   * where the reference has its maximum elsewhere.
   */
  GRADIENT_AT_INPUT
}

package io.github.dl4jdeeplift.engine;

import org.nd4j.linalg.api.buffer.DataType;

/** How far two numbers may lie apart that would be equal but for rounding. */
public final class Tolerance {
  private Tolerance() {}

  /**
   * Returns the tolerance relative to the largest number involved, or 1 if that is larger.
   *
   * @param dataType FLOAT or DOUBLE
   */
  public static double of(DataType dataType) {
    return dataType == DataType.DOUBLE ? 1e-10 : 1e-5;
  }

  /**
   * Returns the tolerance for numbers of given sizes.
   *
   * @param dataType FLOAT or DOUBLE
   * @param sizes magnitudes of the numbers involved
   */
  public static double of(DataType dataType, double... sizes) {
    double largest = 1;
    for (double size : sizes) {
      largest = Math.max(largest, Math.abs(size));
    }
    return of(dataType) * largest;
  }
}

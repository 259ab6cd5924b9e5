package io.github.dl4jdeeplift.genomics.drawing;

/**
 * A letter of a logo in its place.
 *
 * @param position the base's position, counted from 0
 * @param letter which letter
 * @param low the value at its lower edge
 * @param high the value at its upper edge
 */
record Symbol(int position, Letter letter, double low, double high) {
  double height() {
    return high - low;
  }

  /** Letters below the zero line stand on their heads. */
  boolean isNegative() {
    return low < 0;
  }
}

package io.github.dl4jdeeplift;

/**
 * Which of the caller's examples are at hand.
 *
 * @param first how many came before them
 * @param count how many they are
 * @param isAll whether there are no others; unknown in a stream, and then false
 */
record ExampleRange(long first, long count, boolean isAll) {
  /** Returns one past the last of them. */
  long last() {
    return first + count;
  }

  /** Tells whether a list with an entry for each example serves these. */
  boolean isServedBy(long entries) {
    return isAll ? entries == count : entries >= last();
  }
}

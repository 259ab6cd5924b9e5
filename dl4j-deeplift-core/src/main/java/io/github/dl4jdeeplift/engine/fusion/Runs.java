package io.github.dl4jdeeplift.engine.fusion;

/** Runs of numbers that lie side by side in memory, or of one number that is repeated. */
final class Runs {
  private final long[] begins;
  private final int[] lengths;
  private final int[] places;
  private int count;

  /**
   * Makes room.
   *
   * @param most the most runs
   */
  Runs(int most) {
    this.begins = new long[most];
    this.lengths = new int[most];
    this.places = new int[most];
  }

  void clear() {
    count = 0;
  }

  void add(long begin, int length) {
    begins[count] = begin;
    lengths[count] = length;
    places[count] = count == 0 ? 0 : places[count - 1] + lengths[count - 1];
    count++;
  }

  int count() {
    return count;
  }

  /** Returns the place in memory of a run's first number. */
  long begin(int run) {
    return begins[run];
  }

  int length(int run) {
    return lengths[run];
  }

  /** Returns how many numbers come in earlier runs. */
  int at(int run) {
    return places[run];
  }

  /** Returns the place of the first number of all. */
  long first() {
    long first = begins[0];
    for (int run = 1; run < count; run++) {
      first = Math.min(first, begins[run]);
    }
    return first;
  }

  /** Returns the place behind the last number of all, as if none were repeated. */
  long end() {
    long end = 0;
    for (int run = 0; run < count; run++) {
      end = Math.max(end, begins[run] + lengths[run]);
    }
    return end;
  }
}

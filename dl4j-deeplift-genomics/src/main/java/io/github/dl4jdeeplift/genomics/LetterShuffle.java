package io.github.dl4jdeeplift.genomics;

import java.util.SplittableRandom;

/** An order of letters drawn at random from all that keep something. */
interface LetterShuffle {
  /**
   * Draws an order; every distinct one has the same probability.
   *
   * @param letters letters and {@link OneHotColumns#UNKNOWN}, which stay in their places; not
   *     changed
   * @param random where the randomness comes from
   * @return the shuffled letters
   */
  byte[] shuffled(byte[] letters, SplittableRandom random);

  /** Whether these letters have no other order than their own. */
  boolean isOnlyOrder(byte[] letters);

  /**
   * Puts the letters from start to end, exclusive, into a uniformly random order (Fisher-Yates).
   */
  static void permute(byte[] letters, int start, int end, SplittableRandom random) {
    for (int i = end - 1; i > start; i--) {
      int j = random.nextInt(start, i + 1);
      byte swapped = letters[i];
      letters[i] = letters[j];
      letters[j] = swapped;
    }
  }
}

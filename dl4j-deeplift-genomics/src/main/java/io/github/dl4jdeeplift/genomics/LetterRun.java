package io.github.dl4jdeeplift.genomics;

import java.util.ArrayList;
import java.util.List;

/**
 * A stretch of known letters, as long as it gets.
 *
 * @param start the index of its first letter
 * @param end the index after its last letter
 */
record LetterRun(int start, int end) {
  /** Finds the runs, in order. */
  static List<LetterRun> of(byte[] letters) {
    List<LetterRun> runs = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= letters.length; i++) {
      if (i == letters.length || letters[i] == OneHotColumns.UNKNOWN) {
        if (i > start) {
          runs.add(new LetterRun(start, i));
        }
        start = i + 1;
      }
    }
    return runs;
  }

  /** Counts the pairs of neighbors: row for the first letter, column for the second. */
  int[][] pairCounts(byte[] letters, int channels) {
    int[][] counts = new int[channels][channels];
    for (int i = start; i < end - 1; i++) {
      counts[letters[i]][letters[i + 1]]++;
    }
    return counts;
  }
}

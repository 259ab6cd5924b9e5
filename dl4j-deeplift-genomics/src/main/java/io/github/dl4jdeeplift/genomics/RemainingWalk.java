package io.github.dl4jdeeplift.genomics;

/**
 * Walks along a run of letters and asks at each step whether another letter could have come next
 * and all remaining pairs of neighbors still be used up.
 */
final class RemainingWalk {
  private final byte[] letters;
  private final LetterRun run;
  private final int[][] counts;

  RemainingWalk(byte[] letters, LetterRun run, int channels) {
    this.letters = letters;
    this.run = run;
    this.counts = run.pairCounts(letters, channels);
  }

  /** Whether no other order has the same counts of pairs. May be called once. */
  boolean isOnlyOne() {
    for (int i = run.start(); i < run.end() - 1; i++) {
      if (hasOtherStep(letters[i], letters[i + 1])) {
        return false;
      }
      counts[letters[i]][letters[i + 1]]--;
    }
    return true;
  }

  private boolean hasOtherStep(byte from, byte taken) {
    for (byte to = 0; to < counts.length; to++) {
      if (to != taken && counts[from][to] > 0 && canGoOn(from, to)) {
        return true;
      }
    }
    return false;
  }

  /**
   * In a graph of balanced degrees an Euler path goes on if every edge leads to the last letter.
   */
  private boolean canGoOn(byte from, byte to) {
    counts[from][to]--;
    boolean[] reaching = reachingTheLast();
    boolean canGoOn = true;
    for (byte letter = 0; letter < counts.length; letter++) {
      canGoOn &= reaching[letter] || !hasEdges(letter);
    }
    counts[from][to]++;
    return canGoOn;
  }

  private boolean[] reachingTheLast() {
    boolean[] reaching = new boolean[counts.length];
    reaching[letters[run.end() - 1]] = true;
    // After as many rounds as there are letters nothing more can be reached.
    for (int round = 0; round < counts.length; round++) {
      for (int from = 0; from < counts.length; from++) {
        for (int to = 0; to < counts.length; to++) {
          reaching[from] |= counts[from][to] > 0 && reaching[to];
        }
      }
    }
    return reaching;
  }

  private boolean hasEdges(byte letter) {
    for (int count : counts[letter]) {
      if (count > 0) {
        return true;
      }
    }
    return false;
  }
}

package io.github.dl4jdeeplift.genomics;

import java.util.SplittableRandom;

/**
 * A random tree of last exits: from each letter the edge by which it is left for the last time, all
 * leading to the root.
 *
 * <p>Drawn by Wilson's algorithm (Wilson 1996, "Generating random spanning trees more quickly than
 * the cover time"): random walks over the edges, their loops erased, until every letter is joined
 * to the tree. A tree's probability is the product of its edges' counts, as uniform Euler paths
 * need.
 */
final class LastExits {
  private final int[][] counts;
  private final SplittableRandom random;
  private final byte[] exits;

  private LastExits(int[][] counts, SplittableRandom random) {
    this.counts = counts;
    this.random = random;
    this.exits = new byte[counts.length];
  }

  /**
   * Draws a tree.
   *
   * @param counts edges from each letter (row) to each letter; the root can be reached from every
   *     letter with edges
   * @param root where the tree leads
   * @param random where the randomness comes from
   * @return for each letter where its last edge leads; -1 at the root and at letters without edges
   */
  static byte[] draw(int[][] counts, byte root, SplittableRandom random) {
    LastExits drawing = new LastExits(counts, random);
    boolean[] joined = new boolean[counts.length];
    joined[root] = true;
    drawing.exits[root] = -1;
    for (byte letter = 0; letter < counts.length; letter++) {
      drawing.join(letter, joined);
    }
    return drawing.exits;
  }

  private void join(byte letter, boolean[] joined) {
    if (!joined[letter] && exitCount(letter) == 0) {
      exits[letter] = -1;
      joined[letter] = true;
    }
    // A letter visited again gets a new exit: that is the erasure of the loop.
    for (byte at = letter; !joined[at]; at = exits[at]) {
      exits[at] = randomExit(at);
    }
    for (byte at = letter; !joined[at]; at = exits[at]) {
      joined[at] = true;
    }
  }

  private byte randomExit(byte from) {
    int edge = random.nextInt(exitCount(from));
    for (byte to = 0; to < counts.length; to++) {
      edge -= to == from ? 0 : counts[from][to];
      if (edge < 0) {
        return to;
      }
    }
    throw new IllegalStateException("edge beyond the count of edges");
  }

  /** Edges to other letters: one to the letter itself is never its last exit. */
  private int exitCount(byte from) {
    int count = 0;
    for (byte to = 0; to < counts.length; to++) {
      count += to == from ? 0 : counts[from][to];
    }
    return count;
  }
}

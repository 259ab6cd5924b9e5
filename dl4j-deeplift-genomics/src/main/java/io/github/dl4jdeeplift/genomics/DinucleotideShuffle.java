package io.github.dl4jdeeplift.genomics;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Orders of each run of known letters that keep its count of every pair of neighbors, and with them
 * its first and last letter.
 *
 * <p>A run is a walk over a graph of letters that uses each of its edges (pairs of neighbors) once;
 * the orders are the Euler paths of that graph (Altschul and Erickson 1985, "Significance of
 * nucleotide sequence alignments"; Kandel, Matias, Unger and Winkler 1996, "Shuffling biological
 * sequences"). All letters but the last one have an edge by which they are left for the last time,
 * and these edges are a tree towards the run's last letter. {@link LastExits} draws that tree in
 * proportion to its number of Euler paths; with the other edges of each letter in random order,
 * every distinct sequence has the same probability.
 */
final class DinucleotideShuffle implements LetterShuffle {
  private final int channels;

  DinucleotideShuffle(int channels) {
    this.channels = channels;
  }

  @Override
  public byte[] shuffled(byte[] letters, SplittableRandom random) {
    byte[] result = letters.clone();
    for (LetterRun run : LetterRun.of(letters)) {
      shuffle(run, result, random);
    }
    return result;
  }

  @Override
  public boolean isOnlyOrder(byte[] letters) {
    return LetterRun.of(letters).stream()
        .allMatch(run -> new RemainingWalk(letters, run, channels).isOnlyOne());
  }

  private void shuffle(LetterRun run, byte[] letters, SplittableRandom random) {
    int[][] counts = run.pairCounts(letters, channels);
    byte[] exits = LastExits.draw(counts, letters[run.end() - 1], random);
    byte[][] successors = new byte[channels][];
    for (int letter = 0; letter < channels; letter++) {
      successors[letter] = successors(counts[letter], exits[letter], random);
    }
    int[] used = new int[channels];
    for (int i = run.start(); i < run.end() - 1; i++) {
      byte letter = letters[i];
      letters[i + 1] = successors[letter][used[letter]++];
    }
  }

  /** The letters that follow one letter, in random order but for the last exit, which is last. */
  private static byte[] successors(int[] counts, byte lastExit, SplittableRandom random) {
    byte[] successors = new byte[Arrays.stream(counts).sum()];
    int next = 0;
    for (byte to = 0; to < counts.length; to++) {
      int free = to == lastExit ? counts[to] - 1 : counts[to];
      for (int k = 0; k < free; k++) {
        successors[next++] = to;
      }
    }
    LetterShuffle.permute(successors, 0, next, random);
    if (next < successors.length) {
      successors[next] = lastExit;
    }
    return successors;
  }
}

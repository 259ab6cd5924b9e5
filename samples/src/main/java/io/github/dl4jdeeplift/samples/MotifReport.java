package io.github.dl4jdeeplift.samples;

import java.util.List;

/** What the experiments print. */
public final class MotifReport {
  private MotifReport() {}

  /**
   * Prints how often planted motifs are found.
   *
   * @param explained the scores
   * @param sequences which sequences count
   * @param motifs planted motifs of every sequence
   * @param channelAxis the axis of the letters, 2 or 1
   */
  public static void print(
      Explained explained,
      List<Integer> sequences,
      List<List<PlantedMotif>> motifs,
      int channelAxis) {
    System.out.printf("positive sequences: %d%n", sequences.size());
    System.out.printf(
        "largest difference between the sum of contributions and the logit's: %.1e%n",
        explained.largestDelta());
    line("DeepLIFT", BaseScores.of(explained.deepLift(), channelAxis), sequences, motifs);
    line(
        "gradient × input",
        BaseScores.of(explained.gradientTimesInput(), channelAxis),
        sequences,
        motifs);
  }

  private static void line(
      String method, BaseScores scores, List<Integer> sequences, List<List<PlantedMotif>> motifs) {
    System.out.printf(
        "%-16s  highest %d bases on a motif: %3d of %d; highest two windows on both: %3d%n",
        method,
        BaseScores.WINDOW,
        scores.hits(sequences, motifs),
        sequences.size(),
        scores.completeHits(sequences, motifs));
  }
}

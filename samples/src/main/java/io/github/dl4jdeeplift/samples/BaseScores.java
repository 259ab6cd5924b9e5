package io.github.dl4jdeeplift.samples;

import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Scores of the bases of sequences, one number for each base: the contributions of its position,
 * summed over the four letters.
 *
 * @param values scores by sequence and base
 */
public record BaseScores(double[][] values) {
  /** Width of the windows that are compared with planted motifs. */
  public static final int WINDOW = 11;

  /**
   * Sums scores over the letters.
   *
   * @param scores {@code [n, length, 4]} or {@code [n, 4, length]}
   * @param channelAxis the axis of the letters, 2 or 1
   */
  public static BaseScores of(INDArray scores, int channelAxis) {
    return new BaseScores(scores.sum(channelAxis).toDoubleMatrix());
  }

  /** Returns where the window with the highest sum begins, in one sequence. */
  public int highestWindow(int sequence) {
    return IntStream.rangeClosed(0, values[sequence].length - WINDOW)
        .boxed()
        .max((a, b) -> Double.compare(sum(sequence, a), sum(sequence, b)))
        .orElseThrow();
  }

  private double sum(int sequence, int from) {
    double sum = 0;
    for (int base = from; base < from + WINDOW; base++) {
      sum += values[sequence][base];
    }
    return sum;
  }

  /** Tells whether the two highest windows, apart from each other, overlap all motifs. */
  private boolean findsAll(int sequence, List<PlantedMotif> motifs) {
    int best = highestWindow(sequence);
    int second =
        IntStream.rangeClosed(0, values[sequence].length - WINDOW)
            .filter(from -> Math.abs(from - best) >= WINDOW)
            .boxed()
            .max((a, b) -> Double.compare(sum(sequence, a), sum(sequence, b)))
            .orElseThrow();
    return motifs.stream()
        .allMatch(
            motif ->
                motif.overlaps(best, best + WINDOW) || motif.overlaps(second, second + WINDOW));
  }

  /**
   * Counts sequences whose highest window overlaps a planted motif.
   *
   * @param sequences which sequences
   * @param motifs planted motifs of every sequence
   */
  public long hits(List<Integer> sequences, List<List<PlantedMotif>> motifs) {
    return sequences.stream()
        .filter(
            sequence -> {
              int from = highestWindow(sequence);
              return motifs.get(sequence).stream()
                  .anyMatch(motif -> motif.overlaps(from, from + WINDOW));
            })
        .count();
  }

  /**
   * Counts sequences whose two highest windows, apart from each other, overlap all planted motifs.
   *
   * @param sequences which sequences
   * @param motifs planted motifs of every sequence
   */
  public long completeHits(List<Integer> sequences, List<List<PlantedMotif>> motifs) {
    return sequences.stream().filter(sequence -> findsAll(sequence, motifs.get(sequence))).count();
  }

  /**
   * Returns the share of the positive scores that lies on planted motifs, the mean over sequences.
   *
   * @param sequences which sequences
   * @param motifs planted motifs of every sequence
   */
  public double shareOnMotifs(List<Integer> sequences, List<List<PlantedMotif>> motifs) {
    return sequences.stream()
        .mapToDouble(sequence -> shareOnMotifs(sequence, motifs.get(sequence)))
        .average()
        .orElseThrow();
  }

  private double shareOnMotifs(int sequence, List<PlantedMotif> motifs) {
    double onMotifs = 0;
    double all = 0;
    for (int base = 0; base < values[sequence].length; base++) {
      int here = base;
      double score = Math.max(0, values[sequence][base]);
      all += score;
      onMotifs += motifs.stream().anyMatch(motif -> motif.overlaps(here, here + 1)) ? score : 0;
    }
    return onMotifs / all;
  }
}

package io.github.dl4jdeeplift.samples;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Simulated DNA of section 3.2 of the 2016 paper: positives hold a GATA and a CAGATG motif,
 * negatives one of the two, once or twice, in bases drawn at random.
 */
public final class SimulatedDna {
  /** Bases of a sequence. */
  public static final int LENGTH = 200;

  private static final String[] NAMES = {"GATA", "CAGATG"};
  private static final String[] CONSENSUS = {"ACTGATAAGGC", "TACAGATGGTC"};
  private static final String LETTERS = "ACGT";
  private static final double OF_CONSENSUS = 0.96;

  private final SplittableRandom random;

  /**
   * One sequence.
   *
   * @param bases 0 to 3 for A, C, G, T
   * @param positive whether both motifs are there
   * @param motifs where they are
   */
  public record Sequence(int[] bases, boolean positive, List<PlantedMotif> motifs) {}

  /**
   * Makes a source of sequences.
   *
   * @param seed the same seed gives the same sequences
   */
  public SimulatedDna(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /**
   * Draws sequences, every second one positive.
   *
   * @param count how many
   */
  public List<Sequence> draw(int count) {
    List<Sequence> result = new ArrayList<>();
    for (int index = 0; index < count; index++) {
      result.add(index % 2 == 0 ? sequence(true, 0, 1) : negative());
    }
    return result;
  }

  private Sequence negative() {
    int motif = random.nextInt(2);
    return random.nextBoolean() ? sequence(false, motif) : sequence(false, motif, motif);
  }

  private Sequence sequence(boolean positive, int... motifs) {
    int[] bases = random.ints(LENGTH, 0, 4).toArray();
    List<PlantedMotif> planted = new ArrayList<>();
    for (int motif : motifs) {
      PlantedMotif place = freePlace(motif, planted);
      planted.add(place);
      for (int base = place.start(); base < place.end(); base++) {
        bases[base] = sampled(CONSENSUS[motif].charAt(base - place.start()));
      }
    }
    return new Sequence(bases, positive, List.copyOf(planted));
  }

  private PlantedMotif freePlace(int motif, List<PlantedMotif> planted) {
    int width = CONSENSUS[motif].length();
    int start = random.nextInt(LENGTH - width + 1);
    boolean taken = planted.stream().anyMatch(other -> other.overlaps(start, start + width));
    return taken ? freePlace(motif, planted) : new PlantedMotif(NAMES[motif], start, start + width);
  }

  private int sampled(char consensus) {
    return random.nextDouble() < OF_CONSENSUS ? LETTERS.indexOf(consensus) : random.nextInt(4);
  }

  /**
   * Returns sequences as a network takes them.
   *
   * @param sequences the sequences
   * @return features {@code [n, 4, length]}, one-hot, and labels {@code [n, 1]}
   */
  public static DataSet encoded(List<Sequence> sequences) {
    float[][][] oneHot = new float[sequences.size()][4][LENGTH];
    float[][] labels = new float[sequences.size()][1];
    for (int index = 0; index < oneHot.length; index++) {
      int[] bases = sequences.get(index).bases();
      for (int base = 0; base < LENGTH; base++) {
        oneHot[index][bases[base]][base] = 1;
      }
      labels[index][0] = sequences.get(index).positive() ? 1 : 0;
    }
    INDArray features = Nd4j.createFromArray(oneHot).castTo(DataType.FLOAT);
    return new DataSet(features, Nd4j.createFromArray(labels));
  }
}

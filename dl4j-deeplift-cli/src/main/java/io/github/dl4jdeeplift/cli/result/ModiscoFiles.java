package io.github.dl4jdeeplift.cli.result;

import io.github.dl4jdeeplift.cli.failure.RefusedException;
import io.github.dl4jdeeplift.cli.input.InputSource;
import io.github.dl4jdeeplift.genomics.file.PendingFile;
import io.github.dl4jdeeplift.genomics.file.SpooledArray;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Sequences and their hypothetical contributions as TF-MoDISco-lite reads them, {@code [n, 4,
 * length]} each.
 */
public final class ModiscoFiles implements ScoreSink, AutoCloseable {
  private static final int BASES = 4;

  private final Places places;
  private final int input;
  private final boolean channelsFirst;
  private final SpooledArray oneHot;
  private final SpooledArray hypothetical;

  /**
   * The two files.
   *
   * @param oneHot file of the sequences
   * @param hypothetical file of their hypothetical contributions
   */
  public record Places(Path oneHot, Path hypothetical) {
    /**
     * Returns the files of a prefix.
     *
     * @param prefix what comes before {@code .one_hot.npy} and {@code .hypothetical.npy}
     */
    public static Places of(String prefix) {
      return new Places(Path.of(prefix + ".one_hot.npy"), Path.of(prefix + ".hypothetical.npy"));
    }

    /** Returns both. */
    public List<Path> all() {
      return List.of(oneHot, hypothetical);
    }
  }

  /**
   * Begins the files.
   *
   * @param places where they go
   * @param inputs the network's inputs, one of which takes DNA
   * @param examples number of examples
   */
  public ModiscoFiles(Places places, List<InputSource> inputs, long examples) {
    this.places = places;
    this.input = sequence(inputs);
    InputSource source = inputs.get(input);
    this.channelsFirst = source.channelAxis() == 1;
    long length = source.shape().length() / BASES;
    this.oneHot = SpooledArray.create(places.oneHot, DataType.FLOAT, examples, BASES, length);
    this.hypothetical =
        SpooledArray.create(places.hypothetical, DataType.FLOAT, examples, BASES, length);
  }

  /**
   * Finds the input that takes DNA.
   *
   * @param inputs the network's inputs
   * @return its place
   * @throws RefusedException if none does, or several do
   */
  public static int sequence(List<InputSource> inputs) {
    int[] sequences =
        IntStream.range(0, inputs.size())
            .filter(index -> inputs.get(index).shape().rank() == 2)
            .filter(index -> inputs.get(index).channels() == BASES)
            .toArray();
    if (sequences.length != 1) {
      throw RefusedException.badInput(
          "--modisco is for networks with one input of sequences of 4 channels (A, C, G, T), but this takes examples of shape %s; leave it out"
              .formatted(inputs.stream().map(InputSource::shape).toList()));
    }
    return sequences[0];
  }

  @Override
  public void put(ExplainedBatch batch) {
    long first = batch.examples().first();
    put(oneHot, batch.examples().inputs().get(input).array(), first);
    put(hypothetical, batch.attributions().get(0).hypotheticalContributions(input), first);
  }

  private void put(SpooledArray spool, INDArray values, long first) {
    INDArray turned = channelsFirst ? values : values.permute(0, 2, 1);
    spool.put(first * (values.length() / values.size(0)), turned);
  }

  /** Writes both files under hidden names, when all scores are there. */
  public List<PendingFile> prepare() {
    PendingFile sequences = oneHot.prepare(places.oneHot);
    try {
      return List.of(sequences, hypothetical.prepare(places.hypothetical));
    } catch (RuntimeException e) {
      sequences.close();
      throw e;
    }
  }

  @Override
  public void close() {
    oneHot.close();
    hypothetical.close();
  }
}

package io.github.dl4jdeeplift.cli.input;

import io.github.dl4jdeeplift.Reference;
import io.github.dl4jdeeplift.genomics.ShuffledReference;
import java.util.Optional;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Shuffles of each example. */
final class ShuffleReferences implements ReferenceMaker {
  private final Shuffles shuffles;
  private final long seed;
  private long examples;
  private long alike;

  ShuffleReferences(Shuffles shuffles, long seed) {
    this.shuffles = shuffles;
    this.seed = seed;
  }

  /**
   * What is asked for.
   *
   * @param text as the user gave it
   * @param dinucleotide whether pairs of neighbors are kept, or single letters alone
   * @param count shuffles of each example
   */
  record Shuffles(String text, boolean dinucleotide, int count) {
    private ShuffledReference over(int channelAxis) {
      return dinucleotide
          ? ShuffledReference.dinucleotide(channelAxis)
          : ShuffledReference.mononucleotide(channelAxis);
    }
  }

  @Override
  public void see(InputExamples batch) {
    batch.requireOneHot("reference " + shuffles.text);
    ShuffledReference shuffle = shuffles.over(batch.channelAxis());
    for (long row = 0; row < batch.count(); row++) {
      boolean always = shuffle.alwaysEquals(batch.array().get(NDArrayIndex.interval(row, row + 1)));
      alike += always ? 1 : 0;
    }
    examples += batch.count();
  }

  @Override
  public Reference make(InputSource source, long count) {
    return Reference.from(shuffles.over(source.channelAxis()), shuffles.count, seed);
  }

  @Override
  public Optional<String> note() {
    return alike == 0
        ? Optional.empty()
        : Optional.of(
            "%d of %d examples have no other order of their letters with the same %s, so that every"
                    .formatted(alike, examples, shuffles.dinucleotide ? "dinucleotides" : "counts")
                + " shuffle equals the example and its contributions are 0; give them another"
                + " --reference");
  }
}

package io.github.dl4jdeeplift.cli.input;

import io.github.dl4jdeeplift.genomics.OneHotSequences;
import java.util.Iterator;
import java.util.List;

/** One-hot sequences as the examples of a network's one input. */
final class SequenceBatches implements ExampleBatches {
  private final InputSource source;
  private final Iterator<OneHotSequences> batches;
  private final Runnable closing;
  private long done;

  /**
   * Takes sequences.
   *
   * @param closing called where no more are wanted
   */
  SequenceBatches(InputSource source, Iterator<OneHotSequences> batches, Runnable closing) {
    this.source = source;
    this.batches = batches;
    this.closing = closing;
  }

  @Override
  public boolean hasNext() {
    return batches.hasNext();
  }

  @Override
  public Examples next() {
    OneHotSequences next = batches.next();
    InputExamples examples = new InputExamples(source, next.array(), done);
    done += examples.count();
    return new Examples(List.of(examples), next.records());
  }

  @Override
  public void close() {
    closing.run();
  }
}

package io.github.dl4jdeeplift.cli.result;

import io.github.dl4jdeeplift.cli.input.ExampleBatches;
import io.github.dl4jdeeplift.cli.input.Examples;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.dataset.api.MultiDataSetPreProcessor;
import org.nd4j.linalg.dataset.api.iterator.MultiDataSetIterator;

/** Batches of examples as ND4J's iterators hand them on; remembers the latest. */
final class BatchFeed implements MultiDataSetIterator {
  private static final long serialVersionUID = 1L;

  private final transient ExampleBatches batches;
  private transient @Nullable Examples latest;

  BatchFeed(ExampleBatches batches) {
    this.batches = batches;
  }

  Examples latest() {
    return Objects.requireNonNull(latest);
  }

  @Override
  public boolean hasNext() {
    return batches.hasNext();
  }

  @Override
  public org.nd4j.linalg.dataset.api.MultiDataSet next() {
    Examples next = batches.next();
    latest = next;
    return new MultiDataSet(next.arrays(), new INDArray[0]);
  }

  @Override
  public org.nd4j.linalg.dataset.api.MultiDataSet next(int count) {
    throw new UnsupportedOperationException("batches have the size they are read in");
  }

  @Override
  public void setPreProcessor(MultiDataSetPreProcessor preProcessor) {
    throw new UnsupportedOperationException("examples are explained as they are");
  }

  @Override
  public MultiDataSetPreProcessor getPreProcessor() {
    throw new UnsupportedOperationException("examples are explained as they are");
  }

  @Override
  public boolean resetSupported() {
    return false;
  }

  @Override
  public boolean asyncSupported() {
    return false;
  }

  @Override
  public void reset() {
    throw new UnsupportedOperationException("open the files again");
  }
}

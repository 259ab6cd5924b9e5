package io.github.dl4jdeeplift.cli.input;

import io.github.dl4jdeeplift.Reference;
import io.github.dl4jdeeplift.cli.failure.RefusedException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The same frequencies at every position, for all examples.
 *
 * @param text as the user gave it
 * @param frequencies one for each channel; null for 1/C in each of C channels
 */
record BackgroundRow(String text, double @Nullable [] frequencies) implements ReferenceMaker {
  @Override
  public void see(InputExamples examples) {
    requireChannels(examples.source());
    examples.requireOneHot("reference " + text);
  }

  private void requireChannels(InputSource source) {
    if (frequencies != null && source.channels() != frequencies.length) {
      throw RefusedException.badInput(
          "reference %s: four frequencies, but %s has %d channels (axis %d, examples of shape %s)"
              .formatted(
                  text, source.file(), source.channels(), source.channelAxis(), source.shape()));
    }
  }

  @Override
  public Reference make(InputSource source, long count) {
    double[] values = new double[Math.toIntExact(source.channels())];
    Arrays.fill(values, 1.0 / values.length);
    if (frequencies != null) {
      values = frequencies;
    }
    long[] row = source.shape().withBatch(1);
    long[] column = new long[row.length];
    Arrays.fill(column, 1);
    column[source.channelAxis()] = values.length;
    INDArray reference = Nd4j.createFromArray(values).reshape(column).broadcast(row);
    return Reference.of(reference);
  }
}

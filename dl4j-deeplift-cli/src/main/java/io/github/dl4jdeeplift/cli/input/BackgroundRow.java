package io.github.dl4jdeeplift.cli.input;

import io.github.dl4jdeeplift.Reference;
import io.github.dl4jdeeplift.cli.failure.RefusedException;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** References of one row that all examples share. */
final class BackgroundRow {
  private BackgroundRow() {}

  /** Returns 1/C in each of C channels, at every position. */
  static Reference uniform(InputExamples examples) {
    examples.requireOneHot("uniform");
    double[] frequencies = new double[Math.toIntExact(examples.channels())];
    Arrays.fill(frequencies, 1.0 / frequencies.length);
    return row(examples, frequencies);
  }

  /** Returns the same frequencies at every position. */
  static Reference frequencies(InputExamples examples, String text, double[] frequencies) {
    if (examples.channels() != frequencies.length) {
      throw RefusedException.badInput(
          "reference %s: four frequencies, but %s has %d channels (axis %d of shape %s)"
              .formatted(
                  text,
                  examples.source(),
                  examples.channels(),
                  examples.channelAxis(),
                  Arrays.toString(examples.array().shape())));
    }
    examples.requireOneHot(text);
    return row(examples, frequencies);
  }

  /** Returns the mean over the examples, position by position. */
  static Reference mean(InputExamples examples) {
    return Reference.of(examples.array().castTo(DataType.DOUBLE).mean(true, 0));
  }

  private static Reference row(InputExamples examples, double[] frequencies) {
    long[] column = new long[examples.array().rank()];
    Arrays.fill(column, 1);
    column[examples.channelAxis()] = frequencies.length;
    long[] row = examples.array().shape().clone(); // shape() is the array's own
    row[0] = 1;
    INDArray values = Nd4j.createFromArray(frequencies).reshape(column).broadcast(row);
    return Reference.of(values);
  }
}

package io.github.dl4jdeeplift.benchmark;

import io.github.dl4jdeeplift.Reference;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Examples and what they are compared with.
 *
 * @param examples {@code [n, shape...]}
 * @param reference one row that all examples share, or several for each
 */
public record Workload(INDArray examples, Reference reference) {
  /** Makes random examples and references of a network. */
  public static Workload of(BenchmarkNetwork network, int examples, int references) {
    INDArray inputs = network.examples(examples, 1);
    if (references == 1) {
      return new Workload(inputs, Reference.of(network.examples(1, 2)));
    }
    long[] shape = inputs.shape();
    long[] rows = new long[shape.length + 1];
    rows[0] = examples;
    rows[1] = references;
    System.arraycopy(shape, 1, rows, 2, shape.length - 1);
    INDArray compared = network.examples(examples * references, 3).reshape('c', rows);
    return new Workload(inputs, ChosenReferences.of(inputs, compared));
  }
}

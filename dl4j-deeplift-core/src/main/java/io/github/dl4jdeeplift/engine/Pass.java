package io.github.dl4jdeeplift.engine;

import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The kept values of one forward pass.
 *
 * @param values {@code [rows, shape...]} by name of network input or node
 * @param rows number of rows
 * @param release tells that the values are needed no more: the next pass may take their memory
 */
record Pass(Map<String, INDArray> values, long rows, Runnable release) implements AutoCloseable {
  @Override
  public void close() {
    release.run();
  }

  /** Returns the same pass in memory of its own, and closes this one. */
  Pass owned() {
    Map<String, INDArray> copies = new LinkedHashMap<>();
    values.forEach((name, value) -> copies.put(name, value.dup()));
    close();
    return new Pass(copies, rows, () -> {});
  }

  /** Returns the same pass for others to use and close, while the owner goes on with it. */
  Pass lent() {
    return new Pass(values, rows, () -> {});
  }

  INDArray value(String name) {
    return java.util.Objects.requireNonNull(values.get(name), name);
  }

  /** Returns the pass of one row, as views. */
  Pass row(long index) {
    if (rows == 1) {
      return lent();
    }
    Map<String, INDArray> views = new LinkedHashMap<>();
    values.forEach(
        (name, value) -> views.put(name, value.get(NDArrayIndex.interval(index, index + 1))));
    return new Pass(views, 1, () -> {});
  }
}

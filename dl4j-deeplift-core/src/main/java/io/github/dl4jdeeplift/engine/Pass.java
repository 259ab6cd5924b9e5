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
 */
record Pass(Map<String, INDArray> values, long rows) {
  INDArray value(String name) {
    return java.util.Objects.requireNonNull(values.get(name), name);
  }

  /** Returns the pass of one row, as views. */
  Pass row(long index) {
    if (rows == 1) {
      return this;
    }
    Map<String, INDArray> views = new LinkedHashMap<>();
    values.forEach(
        (name, value) -> views.put(name, value.get(NDArrayIndex.interval(index, index + 1))));
    return new Pass(views, 1);
  }
}

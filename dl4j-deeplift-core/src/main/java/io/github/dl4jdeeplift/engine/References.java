package io.github.dl4jdeeplift.engine;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The references of a run: some that all examples share, or some for each example. */
public interface References {
  /** Returns the number of references that each example is compared with. */
  int count();

  /** Tells whether all examples share the references. */
  boolean areShared();

  /**
   * Returns references.
   *
   * @param example the example; of no account where references are shared
   * @param reference the number of the reference
   * @return one array for each network input, {@code [1, shape...]}
   */
  List<INDArray> of(int example, int reference);

  /**
   * Returns the references of one number for neighboring examples.
   *
   * @param from the first example
   * @param to one past the last
   * @param reference the number of the reference
   * @return one array for each network input, {@code [to - from, shape...]}
   */
  List<INDArray> of(int from, int to, int reference);
}

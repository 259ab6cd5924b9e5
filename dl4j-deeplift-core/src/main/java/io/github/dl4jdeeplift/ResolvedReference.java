package io.github.dl4jdeeplift;

import org.nd4j.linalg.api.ndarray.INDArray;

/** The references of one network input. */
interface ResolvedReference {
  /** Returns the number of references of each example. */
  int count();

  /** Tells whether all examples share them. */
  boolean isShared();

  /**
   * Returns references of one number.
   *
   * @param from the first example
   * @param to one past the last
   * @param reference the number of the reference
   * @return {@code [to - from, shape...]}, or {@code [1, shape...]} where they are shared
   */
  INDArray rows(int from, int to, int reference);
}

package io.github.dl4jdeeplift.engine;

import org.nd4j.linalg.api.ndarray.INDArray;

/** The weights of a node's elements in the explained quantity: the multipliers to begin with. */
@FunctionalInterface
public interface Seed {
  /**
   * Returns the weights for neighboring examples.
   *
   * @param from the first example
   * @param to one past the last
   * @param value the node's value for these examples, {@code [to - from, shape...]}
   * @return {@code [to - from, shape...]}, or {@code [1, shape...]} where all share them
   */
  INDArray of(int from, int to, INDArray value);
}

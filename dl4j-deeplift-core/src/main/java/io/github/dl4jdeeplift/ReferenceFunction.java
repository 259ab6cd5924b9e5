package io.github.dl4jdeeplift;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Makes a reference for one example, such as a shuffle of its sequence.
 *
 * <p>The seed depends on the user's seed, the example's index and the number of the reference
 * alone, never on batching: the same call gives the same references.
 */
@FunctionalInterface
public interface ReferenceFunction {
  /**
   * Returns a reference for one example.
   *
   * @param example one example, {@code [1, ...]}, in the network input's own layout; not to be
   *     changed
   * @param seed the seed of this example and this reference
   * @return a new array of the example's shape
   */
  INDArray reference(INDArray example, long seed);
}

package io.github.dl4jdeeplift.network;

import org.deeplearning4j.nn.api.Model;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Flat parameter vectors of networks, null for a network without parameters. */
final class Parameters {
  private Parameters() {}

  /**
   * Returns the vector of a network; Deeplearning4j's own for none cannot be made inside a user's
   * workspace.
   */
  static @Nullable INDArray of(Model network) {
    return network.numParams() == 0 ? null : network.params();
  }

  /** Tells whether two vectors are equal to the last bit, in one pass. */
  static boolean equal(@Nullable INDArray copy, @Nullable INDArray original) {
    if (copy == null || original == null) {
      return copy == original;
    }
    return copy.equalShapes(original) && copy.equalsWithEps(original.castTo(copy.dataType()), 0.0);
  }
}

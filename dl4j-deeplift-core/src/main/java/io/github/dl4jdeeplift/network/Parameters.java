package io.github.dl4jdeeplift.network;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Flat parameter vectors of networks, null for a network without parameters. */
final class Parameters {
  private Parameters() {}

  /** Tells whether two vectors are equal to the last bit, in one pass. */
  static boolean equal(@Nullable INDArray copy, @Nullable INDArray original) {
    if (copy == null || original == null) {
      return copy == original;
    }
    return copy.equalShapes(original) && copy.equalsWithEps(original.castTo(copy.dataType()), 0.0);
  }
}

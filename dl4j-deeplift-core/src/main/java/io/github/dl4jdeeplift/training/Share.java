package io.github.dl4jdeeplift.training;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Which contributions count towards the share of a region. */
public enum Share {
  /** All, by their magnitude. */
  ABSOLUTE,
  /** The positive ones. */
  POSITIVE;

  INDArray of(INDArray contributions) {
    return this == ABSOLUTE
        ? Transforms.abs(contributions, true)
        : Transforms.max(contributions, 0, true);
  }
}

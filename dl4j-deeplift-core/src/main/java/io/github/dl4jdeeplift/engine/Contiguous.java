package io.github.dl4jdeeplift.engine;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.Shape;

/**
 * Arrays whose numbers lie one after the other in C order.
 *
 * <p>ND4J takes rows of others wrongly: {@code view.get(interval(2, 3))} of a view into a larger
 * array may be a scalar; and SameDiff mixes up numbers that are fed in Fortran order.
 */
public final class Contiguous {
  private Contiguous() {}

  /** Returns the array itself where it is contiguous, or a copy. */
  public static INDArray of(INDArray array) {
    boolean contiguous = array.ordering() == 'c' && Shape.hasDefaultStridesForShape(array);
    return contiguous ? array : array.dup('c');
  }
}

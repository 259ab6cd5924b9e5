package io.github.dl4jdeeplift.rule;

import org.nd4j.autodiff.samediff.SDVariable;

/**
 * The windows of a pooling, laid out so that each has its cells along one dimension of their own.
 *
 * <p>{@link #unfold} gives {@code [batch, outer, cells, inner]}; the output of the pooling, in C
 * order, is {@code [batch, outer, inner]}. {@link #fold} is its transpose: cells that several
 * windows share are summed.
 */
interface Windows {
  /** The dimension of {@link #unfold} along which the cells of a window lie. */
  int CELLS = 2;

  /** Returns the shape of the pooling's output. */
  Shape output();

  /** Returns the number of cells in a window, padding included. */
  long cells();

  /**
   * Writes down the windows of an array.
   *
   * @param input {@code [batch, shape...]}
   * @param padding value of cells that lie outside the array
   */
  SDVariable unfold(Ops ops, SDVariable input, double padding);

  /**
   * Writes down the transpose of {@link #unfold}.
   *
   * @param windows {@code [batch, outer, cells, inner]}
   * @return {@code [batch, shape...]}
   */
  SDVariable fold(Ops ops, SDVariable windows);

  /**
   * Writes down the output of the pooling in its own shape.
   *
   * @param reduced {@code [batch, outer, 1, inner]}
   */
  SDVariable toOutput(Ops ops, SDVariable reduced);

  /**
   * Writes down an output's multipliers, or other numbers of its shape, for each window.
   *
   * @param output {@code [batch, outputShape...]}
   * @return {@code [batch, outer, 1, inner]}
   */
  SDVariable fromOutput(Ops ops, SDVariable output);

  /** Returns the number of cells inside the array, for each of the {@code outer} windows. */
  double[] realCells();
}

package io.github.dl4jdeeplift.rule.window;

import io.github.dl4jdeeplift.rule.Ops;
import io.github.dl4jdeeplift.rule.Shape;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Pooling2DConfig;

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

  /** Below as many numbers in a cell a plain reduction is as fast as a pooling. */
  int FEW_NUMBERS = 4;

  /** Above as many cells too. */
  int MANY_CELLS = 64;

  /** Returns the shape of the pooling's output. */
  Shape output();

  /** Returns the number of cells in a window, padding included. */
  long cells();

  /** Returns the number of windows, each of {@link #inner} numbers a cell. */
  long outer();

  /** Returns how many numbers lie beside each other in a cell. */
  long inner();

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
  default SDVariable toOutput(Ops ops, SDVariable reduced) {
    return ops.reshape(reduced, output().dimensions());
  }

  /**
   * Writes down an output's multipliers, or other numbers of its shape, for each window.
   *
   * @param output {@code [batch, outputShape...]}
   * @return {@code [batch, outer, 1, inner]}
   */
  default SDVariable fromOutput(Ops ops, SDVariable output) {
    return ops.reshape(output, outer(), 1, inner());
  }

  /**
   * Writes down the maxima of windows. Where cells hold several numbers this is a pooling over
   * images with channels last, the fastest of ND4J's ways.
   *
   * @param cells {@code [batch, outer, cells, inner]}
   * @return {@code [batch, outer, 1, inner]}
   */
  default SDVariable maxima(Ops ops, SDVariable cells) {
    if (inner() < FEW_NUMBERS || cells() > MANY_CELLS) {
      return cells.max(true, CELLS);
    }
    SDVariable image = ops.reshape(cells, 1, outer() * cells(), inner());
    return ops.reshape(pooled(ops, image), outer(), 1, inner());
  }

  /**
   * Writes down the maxima of windows that lie one behind the other.
   *
   * @param image {@code [batch, 1, places, inner]}
   */
  default SDVariable pooled(Ops ops, SDVariable image) {
    Pooling2DConfig windows =
        Pooling2DConfig.builder().kH(1).kW(cells()).sH(1).sW(cells()).isNHWC(true).build();
    return ops.sameDiff().cnn().maxPooling2d(image, windows);
  }

  /**
   * Writes down the maxima of an array's windows.
   *
   * @param array {@code [batch, shape...]}
   * @param padding value of cells that lie outside the array
   * @return {@code [batch, outer, 1, inner]}
   */
  default SDVariable maxima(Ops ops, SDVariable array, double padding) {
    return maxima(ops, unfold(ops, array, padding));
  }

  /** Returns the number of cells inside the array, for each of the {@code outer} windows. */
  double[] realCells();
}

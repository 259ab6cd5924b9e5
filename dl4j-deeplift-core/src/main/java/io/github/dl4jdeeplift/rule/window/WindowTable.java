package io.github.dl4jdeeplift.rule.window;

import java.util.Arrays;
import java.util.List;

/**
 * Which place of an array each cell of each window sees, and the other way round.
 *
 * @param places number of places; {@code places} itself stands for all padding
 * @param cells number of cells in a window
 * @param placeOfCell the place each cell sees, window by window
 */
record WindowTable(int places, int cells, int[] placeOfCell) {
  /**
   * Makes the table of windows over several dimensions, in C order.
   *
   * @param sizes sizes of the spatial dimensions
   * @param axes windows along each
   */
  static WindowTable of(long[] sizes, List<AxisWindow> axes) {
    WindowTable table = new WindowTable(1, 1, new int[] {0});
    for (int axis = 0; axis < sizes.length; axis++) {
      table = table.times(line(Math.toIntExact(sizes[axis]), axes.get(axis)));
    }
    return table;
  }

  private static WindowTable line(int size, AxisWindow window) {
    int windows = Math.toIntExact(window.output(size));
    int cells = Math.toIntExact(window.kernel());
    int[] placeOfCell = new int[windows * cells];
    for (int index = 0; index < placeOfCell.length; index++) {
      long place =
          index / cells * window.stride() + index % cells * window.dilation() - window.before();
      placeOfCell[index] = place < 0 || place >= size ? size : Math.toIntExact(place);
    }
    return new WindowTable(size, cells, placeOfCell);
  }

  private int windows() {
    return placeOfCell.length / cells;
  }

  private WindowTable times(WindowTable inner) {
    int[] product = new int[placeOfCell.length * inner.placeOfCell.length];
    int index = 0;
    for (int window = 0; window < windows(); window++) {
      for (int innerWindow = 0; innerWindow < inner.windows(); innerWindow++) {
        for (int cell = 0; cell < cells; cell++) {
          for (int innerCell = 0; innerCell < inner.cells; innerCell++) {
            product[index++] =
                place(
                    placeOfCell[window * cells + cell],
                    inner,
                    inner.placeOfCell[innerWindow * inner.cells + innerCell]);
          }
        }
      }
    }
    return new WindowTable(places * inner.places, cells * inner.cells, product);
  }

  private int place(int outerPlace, WindowTable inner, int innerPlace) {
    boolean padding = outerPlace == places || innerPlace == inner.places;
    return padding ? places * inner.places : outerPlace * inner.places + innerPlace;
  }

  /** Returns the largest number of cells that see one place, at least 1. */
  int cover() {
    int[] counts = new int[places + 1];
    for (int place : placeOfCell) {
      counts[place]++;
    }
    return Math.max(1, Arrays.stream(counts, 0, places).max().orElse(1));
  }

  /**
   * Returns the cells that see each place, {@link #cover} for each, filled up with the cell count.
   */
  int[] cellsOfPlace() {
    int cover = cover();
    int[] result = new int[places * cover];
    Arrays.fill(result, placeOfCell.length);
    int[] counts = new int[places];
    for (int cell = 0; cell < placeOfCell.length; cell++) {
      int place = placeOfCell[cell];
      if (place < places) {
        result[place * cover + counts[place]++] = cell;
      }
    }
    return result;
  }

  /** Returns the number of cells inside the array, for each window. */
  double[] realCells() {
    double[] counts = new double[windows()];
    for (int cell = 0; cell < placeOfCell.length; cell++) {
      counts[cell / cells] += placeOfCell[cell] < places ? 1 : 0;
    }
    return counts;
  }
}

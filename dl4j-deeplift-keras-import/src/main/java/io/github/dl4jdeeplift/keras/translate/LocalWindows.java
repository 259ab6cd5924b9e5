package io.github.dl4jdeeplift.keras.translate;

import java.util.List;
import java.util.stream.LongStream;

/**
 * The windows of a locally connected layer, in C order, and which positions of the input are in
 * them. Keras begins windows that reach beyond the ends half of their length before each stride.
 *
 * @param axes the windows along each dimension, of known sizes
 * @param counts how many there are along each
 * @param same whether windows reach beyond the ends
 */
record LocalWindows(List<WindowAxis> axes, List<Long> counts, boolean same) {
  /** Returns the number of windows. */
  long count() {
    return counts.stream().reduce(1L, Math::multiplyExact);
  }

  /** Returns the number of cells in a window. */
  long cells() {
    return axes.stream().mapToLong(WindowAxis::span).reduce(1, Math::multiplyExact);
  }

  /** Returns the number of positions of the input. */
  long positions() {
    return axes.stream().mapToLong(WindowAxis::size).reduce(1, Math::multiplyExact);
  }

  List<Long> inputSizes() {
    return axes.stream().map(WindowAxis::size).toList();
  }

  List<Long> outputSizes() {
    return counts;
  }

  /** Returns the number of zeros before the first position. */
  int before(int axis) {
    return same ? Math.toIntExact(axes.get(axis).span() / 2) : 0;
  }

  /** Returns the number of zeros behind the last position. */
  int after(int axis) {
    WindowAxis own = axes.get(axis);
    long last = (counts.get(axis) - 1) * own.stride() + own.span() - before(axis);
    return Math.toIntExact(Math.max(0, last - own.size()));
  }

  /** Returns how many pairs of a window and a position in it there are. */
  long connections() {
    long pairs = 1;
    for (int axis = 0; axis < axes.size(); axis++) {
      int own = axis;
      long inside =
          LongStream.range(0, counts.get(axis)).map(window -> positionsOf(own, window)).sum();
      pairs = Math.multiplyExact(pairs, inside);
    }
    return pairs;
  }

  private long positionsOf(int axis, long window) {
    WindowAxis own = axes.get(axis);
    long begin = window * own.stride() - before(axis);
    return Math.min(own.size(), begin + own.span()) - Math.max(0, begin);
  }

  /** Returns the position of a cell of a window, or -1 where that is beyond an end. */
  long position(long window, long cell) {
    long position = 0;
    long stride = 1;
    for (int axis = axes.size() - 1; axis >= 0; axis--) {
      WindowAxis own = axes.get(axis);
      long along = window % counts.get(axis) * own.stride() + cell % own.span() - before(axis);
      if (along < 0 || along >= own.size()) {
        return -1;
      }
      position += along * stride;
      stride *= own.size();
      window /= counts.get(axis);
      cell /= own.span();
    }
    return position;
  }

  /** Returns the number of a window where they are counted column by column. */
  long byColumns(long window) {
    long last = counts.get(axes.size() - 1);
    return axes.size() == 1 ? window : window % last * counts.get(0) + window / last;
  }
}

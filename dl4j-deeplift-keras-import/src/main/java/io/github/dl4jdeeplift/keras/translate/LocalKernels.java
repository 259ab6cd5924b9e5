package io.github.dl4jdeeplift.keras.translate;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Where Keras and Deeplearning4j keep the kernels of locally connected layers, one for each window.
 * Deeplearning4j's are {@code [windows, in · cells, out]}, with the windows of an image column by
 * column.
 *
 * @param form how Keras stores them, its option {@code implementation}
 * @param channelsFirst whether Keras counts channels before positions
 * @param windows the windows
 * @param in channels of the input
 * @param out channels of the output
 */
record LocalKernels(Form form, boolean channelsFirst, LocalWindows windows, long in, long out) {
  /** Ways of Keras 2 to store the kernels. */
  enum Form {
    /** {@code [windows, cells · in, out]}. */
    EACH_WINDOW,
    /**
     * A matrix from all places of the input to all of the output; others than windows' are dead.
     */
    MATRIX,
    /** The entries of that matrix that are in a window, in the order of the outputs. */
    ENTRIES
  }

  /** Returns the shape that Keras gives the array. */
  long[] storedShape() {
    return switch (form) {
      case EACH_WINDOW ->
          new long[] {windows.count(), Math.multiplyExact(windows.cells(), in), out};
      case MATRIX -> matrixShape();
      case ENTRIES ->
          new long[] {Math.multiplyExact(windows.connections(), Math.multiplyExact(in, out))};
    };
  }

  private long[] matrixShape() {
    List<Long> shape = new ArrayList<>();
    addPlaces(shape, windows.inputSizes(), in);
    addPlaces(shape, windows.outputSizes(), out);
    return shape.stream().mapToLong(Long::longValue).toArray();
  }

  private void addPlaces(List<Long> shape, List<Long> sizes, long channels) {
    shape.addAll(sizes);
    shape.add(channelsFirst ? shape.size() - sizes.size() : shape.size(), channels);
  }

  /** Brings Keras's array to Deeplearning4j's shape; cells beyond the ends get 0. */
  INDArray arrange(INDArray stored) {
    DataBuffer from = stored.dup('c').data();
    long cells = windows.cells();
    INDArray arranged = Nd4j.zeros(stored.dataType(), windows.count(), in * cells, out);
    DataBuffer to = arranged.data();
    long entry = 0;
    for (long place = 0; place < windows.count() * out; place++) {
      long window = channelsFirst ? place % windows.count() : place / out;
      long filter = channelsFirst ? place / windows.count() : place % out;
      for (long weight = 0; weight < cells * in; weight++) {
        long cell = channelsFirst ? weight % cells : weight / in;
        long channel = channelsFirst ? weight / cells : weight % in;
        long position = windows.position(window, cell);
        if (position >= 0) {
          long source =
              switch (form) {
                case EACH_WINDOW -> (window * cells * in + weight) * out + filter;
                case MATRIX -> inputPlace(position, channel) * windows.count() * out + place;
                case ENTRIES -> entry++;
              };
          long row = windows.byColumns(window) * in * cells + channel * cells + cell;
          to.put(row * out + filter, from.getDouble(source));
        }
      }
    }
    return arranged;
  }

  private long inputPlace(long position, long channel) {
    return channelsFirst ? channel * windows.positions() + position : position * in + channel;
  }
}

package io.github.dl4jdeeplift.engine.fusion;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where in memory the numbers of a shape lie, in C order: runs of neighbors, or of one number that
 * is repeated.
 */
public final class Layout {
  /** Shorter runs take longer to find than an operation of ND4J takes. */
  private static final long SHORT = 16;

  /**
   * Sizes and strides from the outer to the inner dimension, neighbors joined where one will do.
   */
  private final long[] sizes;

  private final long[] strides;

  private Layout(List<long[]> dimensions) {
    this.sizes = dimensions.stream().mapToLong(each -> each[0]).toArray();
    this.strides = dimensions.stream().mapToLong(each -> each[1]).toArray();
  }

  /**
   * Returns the layout of an array that is broadcast.
   *
   * @param shape the shape that it is read under
   * @param own the array's own shape, in C order
   * @return the layout; null where runs are too short
   */
  public static @Nullable Layout of(long[] shape, long[] own) {
    List<long[]> dimensions = new ArrayList<>();
    long stride = 1;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      int place = axis - shape.length + own.length;
      long size = place < 0 ? 1 : own[place];
      join(dimensions, shape[axis], size == 1 ? 0 : stride);
      stride *= size;
    }
    if (dimensions.isEmpty()) {
      dimensions.add(new long[] {1, 1});
    }
    boolean isSlow = dimensions.size() > 1 && last(dimensions)[0] < SHORT;
    return isSlow ? null : new Layout(dimensions);
  }

  private static void join(List<long[]> dimensions, long size, long stride) {
    if (size == 1) {
      return;
    }
    if (dimensions.isEmpty()) {
      dimensions.add(new long[] {size, stride});
      return;
    }
    long[] outermost = dimensions.get(0);
    if (stride == outermost[0] * outermost[1]) {
      outermost[0] *= size;
    } else {
      dimensions.add(0, new long[] {size, stride});
    }
  }

  private static long[] last(List<long[]> dimensions) {
    return dimensions.get(dimensions.size() - 1);
  }

  /** Tells whether the numbers lie side by side. */
  public boolean isPlain() {
    return sizes.length == 1 && strides[0] == 1;
  }

  /** Takes runs of numbers. */
  interface Runs {
    /**
     * Takes a run.
     *
     * @param from place in memory of its first number
     * @param at place of its first number among those asked for
     */
    void take(long from, int at, int count, boolean isRepeated);
  }

  /** Finds the runs of some neighboring numbers. */
  void find(long from, int count, Runs runs) {
    int inner = sizes.length - 1;
    long row = from / sizes[inner];
    long column = from % sizes[inner];
    for (int at = 0; at < count; ) {
      int length = (int) Math.min(count - at, sizes[inner] - column);
      runs.take(begin(row) + column * strides[inner], at, length, strides[inner] == 0);
      at += length;
      column = 0;
      row++;
    }
  }

  private long begin(long row) {
    long rest = row;
    long begin = 0;
    for (int axis = sizes.length - 2; axis > 0; axis--) {
      begin += rest % sizes[axis] * strides[axis];
      rest /= sizes[axis];
    }
    return sizes.length == 1 ? 0 : begin + rest * strides[0];
  }
}

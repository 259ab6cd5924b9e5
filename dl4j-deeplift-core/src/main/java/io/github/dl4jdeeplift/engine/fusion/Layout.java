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

  private final long offset;

  /** From the outer to the inner loop, joined where one will do. */
  private final long[] sizes;

  private final long[] strides;

  private Layout(long offset, List<long[]> loops) {
    this.offset = offset;
    this.sizes = loops.stream().mapToLong(each -> each[0]).toArray();
    this.strides = loops.stream().mapToLong(each -> each[1]).toArray();
  }

  /**
   * Returns the layout of an array that is broadcast.
   *
   * @param shape the shape that it is read under
   * @param own the array's own shape, in C order
   * @return the layout; null where runs are too short
   */
  public static @Nullable Layout of(long[] shape, long[] own) {
    return of(shape, own, Strided.of(own));
  }

  /**
   * Returns the layout of numbers inside of an array that are broadcast.
   *
   * @param shape the shape that they are read under
   * @param own their own shape
   * @param place where they lie
   * @return the layout; null where runs are too short, or nested loops cannot tell
   */
  public static @Nullable Layout of(long[] shape, long[] own, Strided place) {
    List<long[]> joined = new ArrayList<>();
    if (Strided.length(shape) == Strided.length(own)) {
      join(joined, place.loops());
    } else {
      List<List<Strided.Loop>> dimensions = place.byDimension(own);
      if (dimensions == null) {
        return null;
      }
      for (int axis = shape.length - 1; axis >= 0; axis--) {
        int its = axis - shape.length + own.length;
        if (its < 0 || own[its] == 1) {
          join(joined, shape[axis], 0);
        } else {
          join(joined, dimensions.get(its));
        }
      }
    }
    if (joined.isEmpty()) {
      joined.add(new long[] {1, 1});
    }
    long[] inner = joined.get(joined.size() - 1);
    boolean isSlow = inner[1] > 1 || (joined.size() > 1 && inner[0] < SHORT);
    return isSlow ? null : new Layout(place.offset(), joined);
  }

  private static void join(List<long[]> joined, List<Strided.Loop> loops) {
    for (int place = loops.size() - 1; place >= 0; place--) {
      join(joined, loops.get(place).size(), loops.get(place).stride());
    }
  }

  /** Adds an outer loop. */
  private static void join(List<long[]> joined, long size, long stride) {
    if (size == 1) {
      return;
    }
    long[] outermost = joined.isEmpty() ? null : joined.get(0);
    if (outermost != null && stride == outermost[0] * outermost[1]) {
      outermost[0] *= size;
    } else {
      joined.add(0, new long[] {size, stride});
    }
  }

  /** Tells whether the numbers lie side by side, from the array's first on. */
  public boolean isPlain() {
    return offset == 0 && sizes.length == 1 && strides[0] == 1;
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
    long begin = offset;
    for (int axis = sizes.length - 2; axis > 0; axis--) {
      begin += rest % sizes[axis] * strides[axis];
      rest /= sizes[axis];
    }
    return sizes.length == 1 ? begin : begin + rest * strides[0];
  }
}

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
  static final int SHORT = 16;

  /** Runs up to this length are worth a copy of all. */
  private static final long FEW = 128;

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

  /** Tells whether runs are of one number that is repeated. */
  boolean isRepeated() {
    return strides[strides.length - 1] == 0;
  }

  /** Finds the runs of some neighboring numbers. */
  void find(long from, int count, Runs runs) {
    int inner = sizes.length - 1;
    long size = sizes[inner];
    long[] counts = counts(from / size);
    long begin = begin(counts);
    long column = from % size;
    runs.clear();
    for (int left = count; left > 0; ) {
      int length = (int) Math.min(left, size - column);
      runs.add(begin + column * strides[inner], length);
      left -= length;
      column = 0;
      begin = next(counts, begin);
    }
  }

  /** Returns how often each outer loop has run before a run. */
  private long[] counts(long row) {
    long[] counts = new long[sizes.length - 1];
    long rest = row;
    for (int loop = counts.length - 1; loop >= 0; loop--) {
      counts[loop] = rest % sizes[loop];
      rest /= sizes[loop];
    }
    return counts;
  }

  private long begin(long[] counts) {
    long begin = offset;
    for (int loop = 0; loop < counts.length; loop++) {
      begin += counts[loop] * strides[loop];
    }
    return begin;
  }

  private long next(long[] counts, long begin) {
    long next = begin;
    for (int loop = counts.length - 1; loop >= 0; loop--) {
      next += strides[loop];
      if (++counts[loop] < sizes[loop]) {
        return next;
      }
      next -= sizes[loop] * strides[loop];
      counts[loop] = 0;
    }
    return next;
  }

  /**
   * Tells whether runs are so short that it is quicker to copy all that lies between the first and
   * the last, and to pick them from there.
   */
  boolean isScattered() {
    return sizes.length > 1 && sizes[sizes.length - 1] <= FEW;
  }
}

package io.github.dl4jdeeplift.engine.fusion;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where numbers lie inside of an array in C order, as cells of windows and blocks of channels do:
 * the numbers, in C order too, are those of nested loops with a stride each.
 *
 * @param offset place of the first number
 * @param loops the loops, the outer ones first
 */
public record Strided(long offset, List<Loop> loops) {
  /**
   * A loop.
   *
   * @param size how often it runs; above 1
   * @param stride distance of neighbors
   */
  record Loop(long size, long stride) {}

  /** Returns where all numbers of an array lie. */
  public static Strided of(long[] shape) {
    long length = length(shape);
    return new Strided(0, length == 1 ? List.of() : List.of(new Loop(length, 1)));
  }

  /** Returns how many numbers there are. */
  public long length() {
    long length = 1;
    for (Loop loop : loops) {
      length *= loop.size;
    }
    return length;
  }

  /** Returns how many numbers an array has. */
  public static long length(long[] shape) {
    long length = 1;
    for (long size : shape) {
      length *= size;
    }
    return length;
  }

  /**
   * Returns the loops of each dimension of a shape of these numbers; null where a loop would have
   * to be cut unevenly.
   */
  @Nullable List<List<Loop>> byDimension(long[] shape) {
    Deque<Loop> rest = new ArrayDeque<>(loops);
    List<List<Loop>> dimensions = new ArrayList<>();
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      List<Loop> taken = take(rest, shape[axis]);
      if (taken == null) {
        return null;
      }
      dimensions.add(0, taken);
    }
    return dimensions;
  }

  /** Takes inner loops of a given size in all. */
  private static @Nullable List<Loop> take(Deque<Loop> rest, long size) {
    List<Loop> taken = new ArrayList<>();
    for (long left = size; left > 1; ) {
      Loop loop = rest.removeLast();
      if (left % loop.size == 0) {
        addOuter(taken, loop);
        left /= loop.size;
      } else if (loop.size % left == 0) {
        addOuter(taken, new Loop(left, loop.stride));
        rest.addLast(new Loop(loop.size / left, loop.stride * left));
        left = 1;
      } else {
        return null;
      }
    }
    return taken;
  }

  private static void addOuter(List<Loop> loops, Loop outer) {
    Loop inner = loops.isEmpty() ? null : loops.get(0);
    if (inner != null && outer.stride == inner.size * inner.stride) {
      loops.set(0, new Loop(outer.size * inner.size, inner.stride));
    } else {
      loops.add(0, outer);
    }
  }

  /**
   * Returns where some cells of a dimension lie; null where nested loops cannot tell.
   *
   * @param shape shape of these numbers
   * @param axis the dimension
   * @param begin the first cell
   * @param count how many cells
   * @param step distance of neighboring cells
   */
  public @Nullable Strided cells(long[] shape, int axis, long begin, long count, long step) {
    List<List<Loop>> dimensions = byDimension(shape);
    if (dimensions == null || dimensions.get(axis).size() > 1) {
      return null;
    }
    if (dimensions.get(axis).isEmpty()) {
      return this;
    }
    long stride = dimensions.get(axis).get(0).stride;
    dimensions.set(axis, count == 1 ? List.of() : List.of(new Loop(count, stride * step)));
    return of(offset + begin * stride, dimensions);
  }

  /**
   * Returns where the numbers lie in another order of the dimensions; null where nested loops
   * cannot tell.
   *
   * @param shape shape of these numbers
   * @param order for each dimension of the result its place here
   */
  public @Nullable Strided permuted(long[] shape, int[] order) {
    List<List<Loop>> dimensions = byDimension(shape);
    if (dimensions == null) {
      return null;
    }
    List<List<Loop>> permuted = new ArrayList<>();
    for (int axis : order) {
      permuted.add(dimensions.get(axis));
    }
    return of(offset, permuted);
  }

  private static Strided of(long offset, List<List<Loop>> dimensions) {
    return new Strided(offset, dimensions.stream().flatMap(List::stream).toList());
  }

  /**
   * Returns where the numbers lie when the array around them grows; null where nested loops cannot
   * tell.
   *
   * @param whole shape of the array
   * @param before cells that come in front, for each dimension
   * @param grown shape of the larger array
   */
  public @Nullable Strided grown(long[] whole, long[] before, long[] grown) {
    long begin = 0;
    long rest = offset;
    for (int axis = 0; axis < whole.length; axis++) {
      long inner = inner(whole, axis);
      begin += (rest / inner + before[axis]) * inner(grown, axis);
      rest %= inner;
    }
    List<Loop> result = new ArrayList<>();
    for (int place = loops.size() - 1; place >= 0; place--) {
      List<Loop> parts = grown(loops.get(place), whole, grown);
      if (parts == null) {
        return null;
      }
      result.addAll(parts);
    }
    Collections.reverse(result);
    return new Strided(begin, List.copyOf(result));
  }

  private static long inner(long[] shape, int axis) {
    long inner = 1;
    for (int place = axis + 1; place < shape.length; place++) {
      inner *= shape[place];
    }
    return inner;
  }

  /** Cuts a loop where it goes on to the next dimension; the inner part comes first. */
  private static @Nullable List<Loop> grown(Loop loop, long[] whole, long[] grown) {
    List<Loop> parts = new ArrayList<>();
    long size = loop.size;
    long stride = loop.stride;
    for (int axis = whole.length - 1; axis >= 0 && size > 1; axis--) {
      long inner = inner(whole, axis);
      long outer = inner * whole[axis];
      if (stride >= outer && axis > 0) {
        continue;
      }
      boolean isInside = axis == 0 || size * stride <= outer;
      if (stride % inner != 0 || (!isInside && outer % stride != 0)) {
        return null;
      }
      long part = isInside ? size : outer / stride;
      if (!isInside && size % part != 0) {
        return null;
      }
      parts.add(new Loop(part, stride / inner * inner(grown, axis)));
      size /= part;
      stride *= part;
    }
    return parts;
  }
}

package io.github.dl4jdeeplift.cli.model;

import io.github.dl4jdeeplift.cli.failure.RefusedException;
import io.github.dl4jdeeplift.rule.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An input of a network.
 *
 * @param name its name
 * @param shape sizes without the batch dimension, {@link #ANY} where any is taken; empty where not
 *     even their number is known
 * @param channelAxis axis of the channels, the batch's being 0; -1 is the last
 */
public record ModelInput(String name, List<Long> shape, int channelAxis) {
  /** Any size. */
  public static final long ANY = -1;

  /** Copies the list. */
  public ModelInput {
    shape = List.copyOf(shape);
  }

  /**
   * Refuses an array that does not fit.
   *
   * @param array shape of the array, batch included
   * @param source where the array is from, for the message
   */
  public void requireShape(long[] array, String source) {
    boolean fits = array.length >= 2 && (shape.isEmpty() || array.length == shape.size() + 1);
    for (int axis = 1; fits && axis < array.length && !shape.isEmpty(); axis++) {
      long size = shape.get(axis - 1);
      fits = size == ANY || size == array[axis];
    }
    if (!fits) {
      throw RefusedException.badInput(
          "%s has shape %s, but input '%s' takes %s"
              .formatted(source, Arrays.toString(array), name, text()));
    }
  }

  /**
   * Returns the axis of the channels in an array of a rank, the batch's being 0.
   *
   * @param rank rank of the array, batch included
   */
  public int channelAxis(int rank) {
    return channelAxis < 0 ? rank + channelAxis : channelAxis;
  }

  /** Tells whether it takes one shape alone. */
  public boolean isFixed() {
    return !shape.isEmpty() && !shape.contains(ANY);
  }

  /** Returns the one shape that it takes. */
  public Shape fixedShape() {
    return new Shape(shape.stream().mapToLong(Long::longValue).toArray());
  }

  /** Returns the shape with a batch, as in {@code [n, 200, 4]}. */
  public String text() {
    return shape.isEmpty()
        ? "[n, ...]"
        : shape.stream()
            .map(size -> size == ANY ? "any" : String.valueOf(size))
            .collect(Collectors.joining(", ", "[n, ", "]"));
  }
}

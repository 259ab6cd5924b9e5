package io.github.dl4jdeeplift.cli.input;

import io.github.dl4jdeeplift.cli.failure.RefusedException;
import io.github.dl4jdeeplift.genomics.OneHotInput;
import java.nio.file.Path;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Some examples of one network input.
 *
 * @param source where they are from
 * @param array {@code [n, shape...]}, in the network's layout
 * @param first how many examples of the file come before them
 */
public record InputExamples(InputSource source, INDArray array, long first) {
  /** Refuses what is not a number. */
  public InputExamples {
    requireFinite(array, source.file(), first);
  }

  /** Returns the axis of the channels, the batch's being 0. */
  public int channelAxis() {
    return source.channelAxis();
  }

  /** Returns the number of channels. */
  public long channels() {
    return source.channels();
  }

  /** Returns the number of these examples. */
  public long count() {
    return array.size(0);
  }

  /**
   * Refuses examples that are not one-hot over the channels.
   *
   * @param what what asks for it, for the message, as in {@code reference uniform}
   */
  void requireOneHot(String what) {
    try {
      if (channels() < 2) {
        throw new IllegalArgumentException("axis " + channelAxis() + " holds a single channel");
      }
      OneHotInput.check(array, channelAxis(), first);
    } catch (IllegalArgumentException e) {
      throw RefusedException.badInput(
          "%s is for one-hot input, channels on axis %d, but %s with examples of shape %s is not: %s"
              .formatted(what, channelAxis(), source.file(), source.shape(), e.getMessage()));
    }
  }

  /**
   * Refuses values that are not finite.
   *
   * @param array what was read
   * @param file the file it is from
   * @param first rows of the file before the array's
   */
  static void requireFinite(INDArray array, Path file, long first) {
    if (Double.isFinite(array.norm1Number().doubleValue())) {
      return;
    }
    for (long element = 0; element < array.length(); element++) {
      double value = array.getDouble(element);
      if (!Double.isFinite(value)) {
        throw RefusedException.badInput(
            "%s: holds %s at %s (counted from 0); replace values that are not numbers"
                .formatted(file, value, place(element, first, array.shape())));
      }
    }
  }

  private static String place(long element, long first, long... shape) {
    long[] place = new long[shape.length];
    long rest = element;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      place[axis] = rest % shape[axis];
      rest /= shape[axis];
    }
    if (place.length > 0) {
      place[0] += first;
    }
    return Arrays.toString(place);
  }
}

package io.github.dl4jdeeplift.cli.input;

import io.github.dl4jdeeplift.cli.failure.RefusedException;
import io.github.dl4jdeeplift.cli.model.ModelInput;
import io.github.dl4jdeeplift.genomics.OneHotInput;
import java.nio.file.Path;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The examples of one network input.
 *
 * @param input the input
 * @param array {@code [n, shape...]}, in the network's layout
 * @param source the file they are from
 */
public record InputExamples(ModelInput input, INDArray array, Path source) {
  /** Refuses an array that does not fit its input, or holds what is not a number. */
  public InputExamples {
    input.requireShape(array.shape(), source.toString());
    requireFinite(array, source);
  }

  /** Returns the axis of the channels, the batch's being 0. */
  public int channelAxis() {
    return input.channelAxis(array.rank());
  }

  /** Returns the number of channels. */
  public long channels() {
    return array.size(channelAxis());
  }

  /**
   * Refuses examples that are not one-hot over the channels.
   *
   * @param reference the reference that asks for it, for the message
   */
  void requireOneHot(String reference) {
    try {
      if (channels() < 2) {
        throw new IllegalArgumentException("axis " + channelAxis() + " holds a single channel");
      }
      OneHotInput.check(array, channelAxis());
    } catch (IllegalArgumentException e) {
      throw RefusedException.badInput(
          "reference %s is for one-hot input, channels on axis %d, but %s of shape %s is not: %s"
              .formatted(
                  reference,
                  channelAxis(),
                  source,
                  Arrays.toString(array.shape()),
                  e.getMessage()));
    }
  }

  /**
   * Refuses values that are not finite.
   *
   * @param array what was read
   * @param source the file it is from
   */
  static void requireFinite(INDArray array, Path source) {
    if (Double.isFinite(array.norm1Number().doubleValue())) {
      return;
    }
    for (long element = 0; element < array.length(); element++) {
      double value = array.getDouble(element);
      if (!Double.isFinite(value)) {
        throw RefusedException.badInput(
            "%s: holds %s at %s (counted from 0); replace values that are not numbers"
                .formatted(source, value, place(element, array.shape())));
      }
    }
  }

  private static String place(long element, long[] shape) {
    long[] place = new long[shape.length];
    long rest = element;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      place[axis] = rest % shape[axis];
      rest /= shape[axis];
    }
    return Arrays.toString(place);
  }
}

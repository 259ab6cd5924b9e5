package io.github.dl4jdeeplift.genomics.drawing;

import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The numbers of an image, taken out of ND4J's array.
 *
 * @param height rows
 * @param width columns
 * @param channels numbers for each pixel
 * @param values row by row, pixel by pixel
 */
record PixelValues(int height, int width, int channels, double[] values) {
  /**
   * Copies an array.
   *
   * @param what names it in messages
   * @param array {@code [height, width]} or {@code [height, width, channels]}
   * @throws IllegalArgumentException if the rank is another or a value is not finite
   */
  static PixelValues of(String what, INDArray array) {
    if (array.rank() != 2 && array.rank() != 3) {
      throw new IllegalArgumentException(
          "%s has shape %s; a heat map takes [height, width] or [height, width, channels]"
              .formatted(what, Arrays.toString(array.shape())));
    }
    double[] values = array.castTo(DataType.DOUBLE).dup('c').data().asDouble();
    if (!Arrays.stream(values).allMatch(Double::isFinite)) {
      throw new IllegalArgumentException(what + " holds values that are not finite");
    }
    int channels = array.rank() == 3 ? Math.toIntExact(array.size(2)) : 1;
    return new PixelValues(
        Math.toIntExact(array.size(0)), Math.toIntExact(array.size(1)), channels, values);
  }

  double at(int row, int column, int channel) {
    return values[(row * width + column) * channels + channel];
  }

  /** Adds up the channels of each pixel. */
  PixelValues summed() {
    double[] sums = new double[height * width];
    for (int i = 0; i < values.length; i++) {
      sums[i / channels] += values[i];
    }
    return new PixelValues(height, width, 1, sums);
  }

  double largestMagnitude() {
    return Arrays.stream(values).map(Math::abs).max().orElse(0);
  }

  /** Shifts and scales values so that the smallest is 0 and the largest 1; all 0 where equal. */
  PixelValues fromZeroToOne() {
    double smallest = Arrays.stream(values).min().orElse(0);
    double range = Arrays.stream(values).max().orElse(0) - smallest;
    double[] scaled =
        Arrays.stream(values).map(value -> range == 0 ? 0 : (value - smallest) / range).toArray();
    return new PixelValues(height, width, channels, scaled);
  }
}

package io.github.dl4jdeeplift.genomics;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One example as a row of columns, one for each position: the channels' values there.
 *
 * <p>The channel axis is any but the first (2 for NWC, 1 for NCW); every other axis counts as
 * position, in C order, so that a one-hot sequence laid out as an image {@code [1, 1, length, 4]}
 * is read as well.
 */
final class OneHotColumns {
  /** The letter at a position whose column is all zeros. */
  static final byte UNKNOWN = -1;

  private final INDArray example;
  private final int channels;
  private final int inner;

  /**
   * Looks at an example.
   *
   * @param example {@code [1, ...]}
   * @param channelAxis the axis of the channels, the batch's being 0
   */
  OneHotColumns(INDArray example, int channelAxis) {
    checkShape(example, channelAxis);
    this.example = example;
    this.channels = Math.toIntExact(example.size(channelAxis));
    int product = 1;
    for (int axis = channelAxis + 1; axis < example.rank(); axis++) {
      product = Math.multiplyExact(product, Math.toIntExact(example.size(axis)));
    }
    this.inner = product;
  }

  /**
   * Reads the letter at each position.
   *
   * @return the channel that is 1, or {@link #UNKNOWN}
   * @throws IllegalArgumentException at the first column that is neither one-hot nor all zeros
   */
  byte[] letters() {
    double[] values = example.dup('c').data().asDouble();
    byte[] letters = new byte[values.length / channels];
    for (int position = 0; position < letters.length; position++) {
      letters[position] = letter(values, position);
    }
    return letters;
  }

  /** Makes an example with these letters, in the shape and type of this one. */
  INDArray withLetters(byte[] letters) {
    double[] values = new double[letters.length * channels];
    for (int position = 0; position < letters.length; position++) {
      if (letters[position] != UNKNOWN) {
        values[index(position, letters[position])] = 1;
      }
    }
    return array(values);
  }

  /** Makes an example with one column at each known letter, zeros elsewhere. */
  INDArray withColumn(byte[] letters, double[] column) {
    double[] values = new double[letters.length * channels];
    for (int position = 0; position < letters.length; position++) {
      for (int channel = 0; letters[position] != UNKNOWN && channel < channels; channel++) {
        values[index(position, channel)] = column[channel];
      }
    }
    return array(values);
  }

  int channels() {
    return channels;
  }

  private byte letter(double[] values, int position) {
    byte letter = UNKNOWN;
    for (int channel = 0; channel < channels; channel++) {
      double value = values[index(position, channel)];
      if (value == 1 && letter == UNKNOWN) {
        letter = (byte) channel;
      } else if (value != 0) {
        throw notOneHot(values, position);
      }
    }
    return letter;
  }

  private IllegalArgumentException notOneHot(double[] values, int position) {
    double[] column = new double[channels];
    Arrays.setAll(column, channel -> values[index(position, channel)]);
    return new IllegalArgumentException(
        "not one-hot: position %d (counted from 0) holds %s; each position takes a single 1 or all zeros"
            .formatted(position, Arrays.toString(column)));
  }

  private int index(int position, int channel) {
    return ((position / inner) * channels + channel) * inner + position % inner;
  }

  private INDArray array(double[] values) {
    return Nd4j.create(values, example.shape(), example.dataType());
  }

  private static void checkShape(INDArray example, int channelAxis) {
    String shape = Arrays.toString(example.shape());
    if (channelAxis < 1 || channelAxis >= example.rank()) {
      throw new IllegalArgumentException(
          "channel axis %d does not exist in an input of shape %s, or is its batch"
              .formatted(channelAxis, shape));
    }
    if (example.size(0) != 1) {
      throw new IllegalArgumentException(
          "one example has first dimension 1, this has shape " + shape);
    }
    if (example.size(channelAxis) > Byte.MAX_VALUE) {
      throw new IllegalArgumentException(
          "axis %d of shape %s holds %d channels, more than the letters of any alphabet"
              .formatted(channelAxis, shape, example.size(channelAxis)));
    }
  }
}

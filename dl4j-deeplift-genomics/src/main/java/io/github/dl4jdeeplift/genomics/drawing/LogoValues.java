package io.github.dl4jdeeplift.genomics.drawing;

import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Takes the numbers of a logo out of ND4J's arrays and checks them. */
final class LogoValues {
  private static final int CHANNELS = Letter.BASES.size();

  private LogoValues() {}

  /** Copies contributions. */
  static double[][] of(String name, INDArray array) {
    if (array.rank() != 2 || array.size(1) != CHANNELS) {
      throw new IllegalArgumentException(
          "track '%s' has shape %s; a logo takes [length, 4]"
              .formatted(name, Arrays.toString(array.shape())));
    }
    double[][] values = copy(array);
    for (int position = 0; position < values.length; position++) {
      for (double value : values[position]) {
        if (!Double.isFinite(value)) {
          throw new IllegalArgumentException(
              "track '%s' holds %s at position %d (counted from 0)"
                  .formatted(name, value, position));
        }
      }
    }
    return values;
  }

  /** Reads a one-hot sequence. */
  static Letter[] letters(INDArray oneHot) {
    double[][] columns = of("sequence", oneHot);
    Letter[] letters = new Letter[columns.length];
    for (int position = 0; position < letters.length; position++) {
      letters[position] = letter(columns[position], position);
    }
    return letters;
  }

  private static Letter letter(double[] column, int position) {
    Letter letter = Letter.N;
    for (int channel = 0; channel < CHANNELS; channel++) {
      if (column[channel] == 1 && letter == Letter.N) {
        letter = Letter.BASES.get(channel);
      } else if (column[channel] != 0) {
        throw new IllegalArgumentException(
            "the sequence is not one-hot: position %d (counted from 0) holds %s"
                .formatted(position, Arrays.toString(column)));
      }
    }
    return letter;
  }

  private static double[][] copy(INDArray array) {
    double[] flat = array.castTo(DataType.DOUBLE).dup('c').data().asDouble();
    int columns = Math.toIntExact(array.size(1));
    double[][] values = new double[Math.toIntExact(array.size(0))][];
    for (int row = 0; row < values.length; row++) {
      values[row] = Arrays.copyOfRange(flat, row * columns, (row + 1) * columns);
    }
    return values;
  }
}

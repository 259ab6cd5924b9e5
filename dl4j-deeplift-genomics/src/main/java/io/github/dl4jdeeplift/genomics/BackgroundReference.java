package io.github.dl4jdeeplift.genomics;

import io.github.dl4jdeeplift.ReferenceFunction;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The same expected frequencies of the bases at every position that has a base; zeros where the
 * base is unknown.
 *
 * <p>Against a linear first layer this is the mean over random sequences of these frequencies.
 * Shrikumar et al. (2016) use the uniform one, written as zeros after weight normalization. The
 * seed plays no part.
 */
public final class BackgroundReference implements ReferenceFunction {
  private static final double ROUNDING = 1e-6;

  private final int channelAxis;
  private final double[] frequencies;

  private BackgroundReference(int channelAxis, double[] frequencies) {
    this.channelAxis = channelAxis;
    this.frequencies = frequencies;
  }

  /**
   * Gives all C letters the frequency 1/C.
   *
   * @param channelAxis the axis of the channels, the batch's being 0: 2 for NWC, 1 for NCW
   * @return the reference
   */
  public static BackgroundReference uniform(int channelAxis) {
    return new BackgroundReference(channelAxis, new double[0]);
  }

  /**
   * Gives each letter its frequency.
   *
   * @param channelAxis the axis of the channels, the batch's being 0: 2 for NWC, 1 for NCW
   * @param frequencies one for each channel, none negative, together 1; for DNA in the order A, C,
   *     G, T
   * @return the reference
   * @throws IllegalArgumentException if they are not frequencies
   */
  public static BackgroundReference frequencies(int channelAxis, double... frequencies) {
    double sum = Arrays.stream(frequencies).sum();
    if (!(Math.abs(sum - 1) <= ROUNDING)) {
      throw new IllegalArgumentException(
          "frequencies %s sum to %s; they must sum to 1"
              .formatted(Arrays.toString(frequencies), sum));
    }
    if (Arrays.stream(frequencies).anyMatch(frequency -> frequency < 0)) {
      throw new IllegalArgumentException(
          "frequencies %s: none may be negative".formatted(Arrays.toString(frequencies)));
    }
    return new BackgroundReference(channelAxis, frequencies.clone());
  }

  /**
   * Returns the frequencies at every position that has a base.
   *
   * @throws IllegalArgumentException if the example is not one-hot, or has another number of
   *     channels than there are frequencies
   */
  @Override
  public INDArray reference(INDArray example, long seed) {
    OneHotColumns columns = new OneHotColumns(example, channelAxis);
    return columns.withColumn(columns.letters(), column(columns.channels()));
  }

  private double[] column(int channels) {
    if (frequencies.length == 0) {
      double[] uniform = new double[channels];
      Arrays.fill(uniform, 1.0 / channels);
      return uniform;
    }
    if (frequencies.length != channels) {
      throw new IllegalArgumentException(
          "%d frequencies for an input of %d channels; give one for each"
              .formatted(frequencies.length, channels));
    }
    return frequencies;
  }
}

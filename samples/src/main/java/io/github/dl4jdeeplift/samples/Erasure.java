package io.github.dl4jdeeplift.samples;

import java.util.Comparator;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Erases the pixels of images that have the highest scores. */
final class Erasure {
  /** The paper erases at most 157 of 784 pixels. */
  private static final double SHARE = 0.2;

  private Erasure() {}

  /**
   * Erases a fifth of the pixels, the highest first, but none without a positive score.
   *
   * @param images {@code [n, shape...]}
   * @param scores the scores of their pixels, of the same shape
   * @return images where erased pixels are 0
   */
  static INDArray of(INDArray images, INDArray scores) {
    INDArray erased = images.dup();
    for (int index = 0; index < images.size(0); index++) {
      INDArray image = erased.slice(index).reshape(-1);
      double[] values = scores.slice(index).dup('c').data().asDouble();
      highest(values).forEach(pixel -> image.putScalar(pixel, 0));
    }
    return erased;
  }

  private static IntStream highest(double[] values) {
    return IntStream.range(0, values.length)
        .boxed()
        .filter(pixel -> values[pixel] > 0)
        .sorted(Comparator.comparingDouble((Integer pixel) -> -values[pixel]))
        .limit(Math.round(SHARE * values.length))
        .mapToInt(pixel -> pixel);
  }
}

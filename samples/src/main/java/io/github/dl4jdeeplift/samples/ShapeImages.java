package io.github.dl4jdeeplift.samples;

import io.github.dl4jdeeplift.genomics.file.NpyFile;
import java.nio.file.Path;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Color images of one shape each.
 *
 * @param colors {@code [n, 32, 32, 3]}, red, green and blue from 0 to 255
 * @param masks {@code [n, 32, 32]}, 1 where the shape is
 * @param statistics {@code [2, 3]}, mean and standard deviation of red, green and blue
 */
record ShapeImages(INDArray colors, INDArray masks, INDArray statistics) {
  private static final int SIZE = 32;
  private static final int CHANNELS = 3;

  /**
   * Reads the images that took no part in the training of the shipped network.
   *
   * @param folder where they are
   */
  static ShapeImages heldOut(Path folder) {
    return new ShapeImages(
        NpyFile.read(folder.resolve("held-out.npy")),
        NpyFile.read(folder.resolve("held-out.masks.npy")),
        NpyFile.read(folder.resolve("colors.npy")));
  }

  /** Returns what the network reads: colors less their mean, by their standard deviation. */
  INDArray inputs() {
    return preprocessed(colors);
  }

  /** Returns a black image as the network reads it, {@code [1, 32, 32, 3]}. */
  INDArray black() {
    return preprocessed(colors.slice(0).reshape(1, SIZE, SIZE, CHANNELS).like());
  }

  /** Returns images of one color each, the mean of the image's own pixels. */
  INDArray ownMeans() {
    INDArray means = inputs().mean(true, 1, 2);
    return means.broadcast(colors.shape()).dup();
  }

  private INDArray preprocessed(INDArray images) {
    INDArray mean = statistics.getRow(0).reshape(1, 1, 1, CHANNELS);
    INDArray deviation = statistics.getRow(1).reshape(1, 1, 1, CHANNELS);
    return images.sub(mean.broadcast(images.shape())).div(deviation.broadcast(images.shape()));
  }
}

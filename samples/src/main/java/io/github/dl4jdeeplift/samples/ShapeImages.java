package io.github.dl4jdeeplift.samples;

import io.github.dl4jdeeplift.genomics.file.NpyFile;
import java.nio.file.Path;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Color images of one shape each.
 *
 * @param colors {@code [n, 32, 32, 3]}, red, green and blue from 0 to 255
 * @param inputs {@code [n, 32, 32, 3]}, what the network reads: colors less the mean color, by
 *     their standard deviation
 * @param masks {@code [n, 32, 32]}, 1 where the shape is
 * @param labels {@code [n]}, which shape
 */
public record ShapeImages(INDArray colors, INDArray inputs, INDArray masks, INDArray labels) {
  /**
   * Reads the images that took no part in the training of the shipped network.
   *
   * @param folder where they are
   */
  public static ShapeImages heldOut(Path folder) {
    INDArray colors = NpyFile.read(folder.resolve("held-out.npy"), DataType.FLOAT);
    INDArray statistics = NpyFile.read(folder.resolve("colors.npy"), DataType.FLOAT);
    INDArray inputs =
        colors
            .sub(statistics.getRow(0).reshape(1, 1, 1, 3).broadcast(colors.shape()))
            .div(statistics.getRow(1).reshape(1, 1, 1, 3).broadcast(colors.shape()));
    return new ShapeImages(
        colors,
        inputs,
        NpyFile.read(folder.resolve("held-out.masks.npy"), DataType.FLOAT),
        NpyFile.read(folder.resolve("held-out.labels.npy")));
  }
}

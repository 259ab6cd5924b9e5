package io.github.dl4jdeeplift.samples;

import io.github.dl4jdeeplift.genomics.file.NpyFile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Handwritten digits.
 *
 * @param images {@code [n, 32, 32, 1]}, 0 for paper and 1 for ink
 * @param labels which digit each is
 */
record Digits(INDArray images, int[] labels) {
  /** Pixels of a side. */
  static final int SIZE = 32;

  /**
   * Reads the digits that the shipped network was trained on.
   *
   * @param folder where they are
   */
  static Digits training(Path folder) {
    return read(folder).where(index -> index % 3 != 2);
  }

  /**
   * Reads the digits that took no part in the training.
   *
   * @param folder where they are
   */
  static Digits heldOut(Path folder) {
    return read(folder).where(index -> index % 3 == 2);
  }

  private static Digits read(Path folder) {
    int[] bytes = NpyFile.read(folder.resolve("digits.npy")).reshape(-1).toIntVector();
    float[] pixels = new float[bytes.length * Byte.SIZE];
    for (int pixel = 0; pixel < pixels.length; pixel++) {
      int fromRight = Byte.SIZE - 1 - pixel % Byte.SIZE;
      pixels[pixel] = bytes[pixel / Byte.SIZE] >> fromRight & 1;
    }
    int[] labels = NpyFile.read(folder.resolve("labels.npy")).toIntVector();
    return new Digits(Nd4j.createFromArray(pixels).reshape(-1, SIZE, SIZE, 1), labels);
  }

  /** Returns the digits of one kind, {@code [number of them, 32, 32, 1]}. */
  INDArray of(int label) {
    return where(index -> labels[index] == label).images;
  }

  /** Returns one digit, {@code [1, 32, 32, 1]}. */
  INDArray image(int index) {
    return images.slice(index).reshape(1, SIZE, SIZE, 1);
  }

  private Digits where(IntPredicate chosen) {
    int[] places = IntStream.range(0, labels.length).filter(chosen).toArray();
    INDArray[] rows = Arrays.stream(places).mapToObj(this::image).toArray(INDArray[]::new);
    return new Digits(
        Nd4j.concat(0, rows), Arrays.stream(places).map(place -> labels[place]).toArray());
  }
}

package io.github.dl4jdeeplift.cli;

import io.github.dl4jdeeplift.genomics.file.NpyFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Files that tests read: shipped ones, and small ones made on the spot. */
final class TestFiles {
  static final Path SAMPLE = Path.of("../samples/data");
  static final Path SAMPLE_NETWORK = SAMPLE.resolve("gata-cagatg.h5");
  static final Path SAMPLE_SEQUENCES = SAMPLE.resolve("held-out.fa");

  private static final Path KERAS =
      Path.of("../dl4j-deeplift-keras-import/src/test/resources/keras2");

  private TestFiles() {}

  /** Returns a file of one of the tiny Keras networks. */
  static Path keras(String network, String file) {
    return KERAS.resolve(network).resolve(file);
  }

  /** Writes the first records of the sample's sequences. */
  static Path sequences(Path folder, int records) {
    try {
      List<String> lines = Files.readAllLines(SAMPLE_SEQUENCES).subList(0, 2 * records);
      return Files.write(folder.resolve("sequences-" + records + ".fa"), lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes an array. */
  static Path array(Path folder, String name, INDArray array) {
    Path file = folder.resolve(name + ".npy");
    NpyFile.write(file, array);
    return file;
  }

  /** Writes text. */
  static Path text(Path folder, String name, String text) {
    try {
      return Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Saves a network as Deeplearning4j does. */
  static Path zip(Path folder, Model network) {
    Path file = folder.resolve("network.zip");
    try {
      ModelSerializer.writeModel(network, file.toFile(), false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file;
  }

  /** Writes the first bytes of a file to another. */
  static Path truncated(Path folder, Path whole, double part) {
    try {
      byte[] bytes = Files.readAllBytes(whole);
      byte[] start = java.util.Arrays.copyOf(bytes, (int) (bytes.length * part));
      return Files.write(folder.resolve("truncated-" + whole.getFileName()), start);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

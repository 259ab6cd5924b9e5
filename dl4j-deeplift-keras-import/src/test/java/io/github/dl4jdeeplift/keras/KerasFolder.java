package io.github.dl4jdeeplift.keras;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A folder with a network that real Keras wrote, its inputs and its outputs.
 *
 * @param path the folder
 */
record KerasFolder(Path path) {
  private static final Path RESOURCES = Path.of("src/test/resources");
  private static final int MOST_ARRAYS = 10;

  /** Returns the folders in a folder of the test resources, empty where that is missing. */
  static List<KerasFolder> in(String folder) {
    if (!Files.isDirectory(RESOURCES.resolve(folder))) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(RESOURCES.resolve(folder))) {
      return folders.filter(Files::isDirectory).sorted().map(KerasFolder::new).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns one such folder. */
  static KerasFolder of(String folder, String name) {
    return new KerasFolder(RESOURCES.resolve(folder).resolve(name));
  }

  String name() {
    return path.getFileName().toString();
  }

  Path model() {
    Path zip = path.resolve("model.keras");
    return Files.exists(zip) ? zip : path.resolve("model.h5");
  }

  INDArray[] inputs() {
    return arrays("input");
  }

  INDArray[] outputs() {
    return arrays("output");
  }

  private INDArray[] arrays(String stem) {
    Path only = path.resolve(stem + ".npy");
    if (Files.exists(only)) {
      return new INDArray[] {Fixtures.array(only)};
    }
    return IntStream.range(0, MOST_ARRAYS)
        .mapToObj(index -> path.resolve(stem + "_" + index + ".npy"))
        .filter(Files::exists)
        .map(Fixtures::array)
        .toArray(INDArray[]::new);
  }

  @Override
  public String toString() {
    return path.getParent().getFileName() + "/" + name();
  }
}

package io.github.dl4jdeeplift.keras.file;

import io.github.dl4jdeeplift.keras.error.UnreadableKerasFileException;
import io.github.dl4jdeeplift.keras.error.UnsupportedKerasModelException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.zip.ZipFile;

/** Tells what a zip archive is; none is read yet. */
final class KerasArchive {
  private KerasArchive() {}

  /**
   * Returns why the archive is not loaded.
   *
   * @param file a zip archive
   */
  static RuntimeException refusal(Path file) {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      if (zip.getEntry("config.json") != null && zip.getEntry("metadata.json") != null) {
        return new UnsupportedKerasModelException(
            "is a Keras 3 archive (.keras), which is not supported yet: build the model with Keras 2"
                + " (package tf_keras), set its weights there and save it as HDF5");
      }
      if (zip.getEntry("configuration.json") != null) {
        return new UnreadableKerasFileException(
            "is a Deeplearning4j model, not a Keras model: load it with ModelSerializer");
      }
      return new UnreadableKerasFileException("is a zip archive, but not of a Keras model");
    } catch (IOException e) {
      return new UnreadableKerasFileException(
          "is a truncated or corrupt zip archive (" + e.getMessage() + ")", e);
    }
  }
}

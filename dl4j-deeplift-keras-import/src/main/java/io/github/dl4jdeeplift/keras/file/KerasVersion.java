package io.github.dl4jdeeplift.keras.file;

import io.github.dl4jdeeplift.keras.error.UnsupportedKerasModelException;
import org.jspecify.annotations.Nullable;

/** Versions of Keras whose files are understood. */
final class KerasVersion {
  private KerasVersion() {}

  /**
   * Refuses all but Keras 2.
   *
   * @param version what the file says, or null where it says nothing, as Keras 1 did
   * @throws UnsupportedKerasModelException if it is another version
   */
  static void require2(@Nullable String version) {
    if (version == null || version.startsWith("1.") || version.startsWith("0.")) {
      throw new UnsupportedKerasModelException(
          "was saved by Keras "
              + (version == null ? "1 or earlier (it names no version)" : version)
              + ", whose files are not supported yet: load it in Keras 2.2 and save it again");
    }
    if (!version.startsWith("2.")) {
      throw new UnsupportedKerasModelException(
          "was saved by Keras "
              + version
              + ", whose files are not supported yet: build the model"
              + " with Keras 2 (package tf_keras), set its weights there and save it as HDF5");
    }
  }
}

package io.github.dl4jdeeplift.keras.file;

import io.github.dl4jdeeplift.keras.error.UnsupportedKerasModelException;
import org.jspecify.annotations.Nullable;

/** Versions of Keras whose files are understood. */
final class KerasVersion {
  private KerasVersion() {}

  /**
   * Returns the major version, refusing what is not understood.
   *
   * @param version what the file says, or null where it says nothing, as before Keras 1.2
   * @return 1, 2 or 3
   * @throws UnsupportedKerasModelException if it is another version
   */
  static int major(@Nullable String version) {
    String first = version == null ? "1" : version.split("\\.", 2)[0];
    return switch (first) {
      case "1" -> 1;
      case "2" -> 2;
      case "3" -> 3;
      default ->
          throw new UnsupportedKerasModelException(
              "was saved by Keras "
                  + version
                  + ", whose files are not supported: save the model with Keras 1, 2 or 3");
    };
  }
}

package io.github.dl4jdeeplift.keras.file;

import io.github.dl4jdeeplift.keras.error.UnsupportedKerasModelException;
import org.jspecify.annotations.Nullable;

/** Versions of Keras whose files are understood. */
final class KerasVersion {
  private KerasVersion() {}

  /**
   * Returns the major version, refusing what is not understood.
   *
   * @param version what the file says, or null where it says nothing, as Keras 1 did
   * @return 2 or 3
   * @throws UnsupportedKerasModelException if it is another version
   */
  static int major(@Nullable String version) {
    String first = version == null ? "" : version.split("\\.", 2)[0];
    return switch (first) {
      case "2" -> 2;
      case "3" -> 3;
      default -> throw refusal(version);
    };
  }

  private static UnsupportedKerasModelException refusal(@Nullable String version) {
    if (version == null || version.startsWith("1.") || version.startsWith("0.")) {
      return new UnsupportedKerasModelException(
          "was saved by Keras "
              + (version == null ? "1 or earlier (it names no version)" : version)
              + ", whose files are not supported yet: load it in Keras 2.2 and save it again");
    }
    return new UnsupportedKerasModelException(
        "was saved by Keras "
            + version
            + ", whose files are not supported: save the model with Keras 2 or 3");
  }
}

package io.github.dl4jdeeplift.keras.file;

import io.github.dl4jdeeplift.keras.error.UnreadableKerasFileException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** What a file is, by its first bytes and never by its name. */
public enum FileKind {
  /** An HDF5 file: a Keras 1, 2 or 3 model, or weights alone. */
  HDF5,
  /** A zip archive: a Keras 3 model, or a Deeplearning4j model. */
  ZIP,
  /** A configuration in JSON. */
  JSON;

  private static final byte[] HDF5_SIGNATURE = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};
  private static final byte[] ZIP_SIGNATURE = {'P', 'K', 3, 4};
  private static final int LONGEST_START = 512;

  /**
   * Returns the kind of a file.
   *
   * @param file the file
   * @throws UnreadableKerasFileException if the file is missing, cannot be read or is none of these
   */
  public static FileKind of(Path file) {
    byte[] start = firstBytes(file);
    if (startsWith(start, HDF5_SIGNATURE)) {
      return HDF5;
    }
    if (startsWith(start, ZIP_SIGNATURE)) {
      return ZIP;
    }
    String text = new String(start, StandardCharsets.UTF_8).strip();
    if (text.startsWith("{") || text.startsWith("\ufeff{")) {
      return JSON;
    }
    throw new UnreadableKerasFileException(
        start.length == 0
            ? "is empty; save the model again"
            : "is not a Keras model: it starts neither as HDF5, nor as a zip archive, nor as JSON");
  }

  private static byte[] firstBytes(Path file) {
    if (Files.isDirectory(file)) {
      throw new UnreadableKerasFileException(
          "is a folder; a TensorFlow SavedModel cannot be read: save the model as one HDF5 file in"
              + " Keras, model.save('model.h5')");
    }
    if (!Files.exists(file)) {
      throw new UnreadableKerasFileException("does not exist");
    }
    try (InputStream stream = Files.newInputStream(file)) {
      return stream.readNBytes(LONGEST_START);
    } catch (IOException e) {
      throw new UnreadableKerasFileException("cannot be read: " + e, e);
    }
  }

  private static boolean startsWith(byte[] bytes, byte[] signature) {
    return bytes.length >= signature.length
        && Arrays.equals(Arrays.copyOf(bytes, signature.length), signature);
  }
}

package io.github.dl4jdeeplift.genomics.file;

import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * NumPy's file of one array ({@code numpy.save}).
 *
 * <p>Read are format versions 1 to 3, C and Fortran order, both byte orders, bool, signed and
 * unsigned integers of 1 to 8 bytes and floats of 2, 4 and 8 bytes. The file must be as long as its
 * header says, which is checked before memory is asked for. ND4J's own reader is not used: it hands
 * the bytes to native code, which a corrupt header can lead outside the file.
 */
public final class NpyFile {
  private NpyFile() {}

  /**
   * Reads an array without loss where that is possible: FLOAT for bool, 1- and 2-byte integers and
   * floats of up to 4 bytes, DOUBLE for the others.
   *
   * @param path the file
   * @return the array, in C order, of the file's shape
   * @throws UnreadableFileException if it is missing, truncated, corrupt, has no elements or
   *     elements that are not real numbers
   */
  public static INDArray read(Path path) {
    return readAs(path, null);
  }

  /**
   * Reads an array into a given type; values are rounded to it.
   *
   * @param path the file
   * @param dataType FLOAT or DOUBLE
   * @return the array, in C order, of the file's shape
   * @throws UnreadableFileException if it is missing, truncated, corrupt, has no elements or
   *     elements that are not real numbers, or a finite value is beyond FLOAT's range
   */
  public static INDArray read(Path path, DataType dataType) {
    if (dataType != DataType.FLOAT && dataType != DataType.DOUBLE) {
      throw new IllegalArgumentException("reads into FLOAT or DOUBLE, not into " + dataType);
    }
    return readAs(path, dataType);
  }

  /**
   * Writes an array, whole or not at all, in C order and little-endian: {@code <f4} for FLOAT and
   * smaller floats, {@code <f8} for DOUBLE, integers and bool as they are.
   *
   * @param path the file; an existing one is replaced
   * @param array the array
   * @throws UnwritableFileException if the file cannot be written
   */
  public static void write(Path path, INDArray array) {
    NpyWriter writer = new NpyWriter(array);
    WholeFile.write(path, writer::writeTo);
  }

  private static INDArray readAs(Path path, @Nullable DataType dataType) {
    return reading(
        path,
        () -> {
          try (FileChannel channel = open(path)) {
            return new NpyReader(channel).read(dataType);
          }
        });
  }

  /** Opens a file, which must be a regular one. */
  static FileChannel open(Path path) throws IOException {
    if (!Files.exists(path)) {
      throw new UnreadableFileException(path, "there is no such file");
    }
    if (!Files.isRegularFile(path)) {
      throw new UnreadableFileException(path, "is not a regular file; give an npy file");
    }
    return FileChannel.open(path);
  }

  /** What reads from a file. */
  @FunctionalInterface
  interface Reading<T> {
    T run() throws IOException;
  }

  /** Reads, and says of the file what goes wrong. */
  static <T> T reading(Path path, Reading<T> reading) {
    try {
      return reading.run();
    } catch (IllegalArgumentException e) {
      throw new UnreadableFileException(path, String.valueOf(e.getMessage()), e);
    } catch (EOFException e) {
      throw new UnreadableFileException(path, "ends within its header; copy or save it again", e);
    } catch (AccessDeniedException e) {
      throw new UnreadableFileException(path, "may not be read; change its permissions", e);
    } catch (IOException e) {
      throw new UnreadableFileException(path, "cannot be read (" + e.getMessage() + ")", e);
    }
  }
}

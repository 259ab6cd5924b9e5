package io.github.dl4jdeeplift.keras.file;

import io.github.dl4jdeeplift.keras.error.UnreadableKerasFileException;
import io.jhdf.HdfFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Function;

/** Opens HDF5 files and turns every failure to read one into one kind of exception. */
final class Hdf5File {
  private Hdf5File() {}

  /**
   * Reads from a file that lies in memory.
   *
   * @param bytes the file
   * @param reading what to read; its result must not read later
   * @throws UnreadableKerasFileException if it is no HDF5 file, truncated or corrupt
   */
  static <T> T read(byte[] bytes, Function<Hdf5Group, T> reading) {
    return guarded(ByteBuffer.wrap(bytes), reading);
  }

  /**
   * Reads from a file.
   *
   * @param file the file
   * @param reading what to read; its result must not read later
   * @throws UnreadableKerasFileException if the file is no HDF5 file, truncated or corrupt
   */
  static <T> T read(Path file, Function<Hdf5Group, T> reading) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      if (channel.size() > Integer.MAX_VALUE) {
        throw new UnreadableKerasFileException(
            "has "
                + channel.size()
                + " bytes; at most "
                + Integer.MAX_VALUE
                + " can be read, save"
                + " the model without its optimizer: model.save(path, include_optimizer=False)");
      }
      // Slices of one mapping are checked against its end and take no memory of their own.
      return guarded(channel.map(MapMode.READ_ONLY, 0, channel.size()), reading);
    } catch (IOException e) {
      throw new UnreadableKerasFileException("cannot be read: " + e, e);
    }
  }

  private static <T> T guarded(ByteBuffer buffer, Function<Hdf5Group, T> reading) {
    try {
      return reading.apply(new Hdf5Group(HdfFile.fromByteBuffer(buffer)));
    } catch (StackOverflowError e) {
      throw corrupt("its parts point to one another in a circle", e);
    } catch (RuntimeException e) {
      throw e instanceof UnreadableKerasFileException known ? known : mapped(e);
    }
  }

  private static RuntimeException mapped(RuntimeException e) {
    boolean ours = e.getClass().getPackageName().startsWith("io.github.dl4jdeeplift");
    return ours ? e : corrupt(rootMessage(e), e);
  }

  private static UnreadableKerasFileException corrupt(String reason, Throwable cause) {
    return new UnreadableKerasFileException(
        "is a truncated or corrupt HDF5 file (" + reason + "); copy or save it again", cause);
  }

  private static String rootMessage(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    String message = root.getMessage();
    return message == null ? root.getClass().getSimpleName() : message;
  }
}

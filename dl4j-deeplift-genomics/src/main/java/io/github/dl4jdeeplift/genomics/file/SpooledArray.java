package io.github.dl4jdeeplift.genomics.file;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.UUID;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An array that is put together on disk, for arrays larger than memory: blocks come in any order.
 *
 * <p>The elements lie in a hidden file of the folder that the result goes to. It goes when the
 * array is closed, and with the process however that ends.
 */
public final class SpooledArray implements AutoCloseable {
  private static final int CHUNK = 1 << 20;

  private final Path target;
  private final FileChannel channel;
  private final DataType dataType;
  private final long[] shape;

  private SpooledArray(Path target, FileChannel channel, DataType dataType, long[] shape) {
    this.target = target;
    this.channel = channel;
    this.dataType = dataType;
    this.shape = shape;
  }

  /**
   * Begins an array of zeros.
   *
   * @param target the file that the array will be written to, whose folder has room for it
   * @param dataType type of the elements
   * @param shape lengths of the axes, none of them 0
   * @throws UnwritableFileException if nothing can be written there
   * @throws IllegalArgumentException if elements of that type are not written
   */
  public static SpooledArray create(Path target, DataType dataType, long... shape) {
    NpyWriter.descr(dataType);
    Path file = folder(target).resolve("." + UUID.randomUUID() + ".part");
    try {
      FileChannel channel =
          FileChannel.open(
              file,
              StandardOpenOption.CREATE_NEW,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE);
      return new SpooledArray(target, channel, dataType, shape.clone());
    } catch (IOException e) {
      throw WholeFile.unwritable(target, e);
    }
  }

  /**
   * Puts a block of elements that follow one another in C order.
   *
   * @param first place of the first, counted in C order
   * @param block the elements, in C order
   * @throws IllegalArgumentException if the array has no such places
   * @throws UnwritableFileException if the disk is full
   */
  public void put(long first, INDArray block) {
    if (first < 0 || first + block.length() > length()) {
      throw new IllegalArgumentException(
          "%d elements from place %d on do not fit an array of shape %s"
              .formatted(block.length(), first, Arrays.toString(shape)));
    }
    String descr = NpyWriter.descr(dataType);
    ByteBuffer bytes = ByteBuffer.wrap(NpyWriter.bytes(block.castTo(dataType), descr));
    long position = first * NpyWriter.size(descr);
    try {
      while (bytes.hasRemaining()) {
        position += channel.write(bytes, position);
      }
    } catch (IOException e) {
      throw WholeFile.unwritable(target, e);
    }
  }

  /** Returns the number of elements. */
  public long length() {
    return Arrays.stream(shape).reduce(1, Math::multiplyExact);
  }

  /**
   * Writes the array as an npy file, to be published later, and closes it.
   *
   * @param path the file
   * @throws UnwritableFileException if the file cannot be written
   */
  public PendingFile prepare(Path path) {
    return WholeFile.prepare(path, this::moveTo);
  }

  /** Writes header and elements, and closes the array, so that its room on disk is free again. */
  void moveTo(OutputStream out) throws IOException {
    String descr = NpyWriter.descr(dataType);
    out.write(NpyHeader.bytes(descr, shape));
    long size = length() * NpyWriter.size(descr);
    byte[] chunk = new byte[(int) Math.min(CHUNK, size)];
    for (long position = 0; position < size; position += chunk.length) {
      int count = (int) Math.min(chunk.length, size - position);
      read(position, ByteBuffer.wrap(chunk, 0, count));
      out.write(chunk, 0, count);
    }
    channel.close();
  }

  /** Fills a buffer; places that were never put, after the file's end, are zeros. */
  private void read(long position, ByteBuffer buffer) throws IOException {
    int count = 0;
    while (buffer.hasRemaining() && count >= 0) {
      count = channel.read(buffer, position + buffer.position());
    }
    while (buffer.hasRemaining()) {
      buffer.put((byte) 0);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // Nothing is lost: the file is of no use to anybody.
    }
  }

  /**
   * Returns the bytes that can be written beside a file.
   *
   * @param target the file
   * @throws UnwritableFileException if the folder is not there
   */
  public static long freeBytes(Path target) {
    try {
      return Files.getFileStore(folder(target)).getUsableSpace();
    } catch (IOException e) {
      throw WholeFile.unwritable(target, e);
    }
  }

  private static Path folder(Path target) {
    Path absolute = target.toAbsolutePath();
    Path parent = absolute.getParent();
    return parent == null ? absolute : parent;
  }
}

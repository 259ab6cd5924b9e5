package io.github.dl4jdeeplift.genomics.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Reads an npy file some rows at a time, for arrays larger than memory; a row is what has one index
 * on the first axis.
 *
 * <p>Files are those that {@link NpyFile} reads, and types become FLOAT or DOUBLE as there. Not
 * safe for use by several threads.
 */
public final class NpyRows implements AutoCloseable {
  private final Path path;
  private final FileChannel channel;
  private final NpyReader reader;
  private final NpyHeader header;
  private final long start;

  private NpyRows(Path path, FileChannel channel) throws IOException {
    this.path = path;
    this.channel = channel;
    this.reader = new NpyReader(channel);
    this.header = reader.header();
    this.start = channel.position();
  }

  /**
   * Opens a file and checks that it holds what its header says.
   *
   * @param path the file
   * @throws UnreadableFileException if it is missing, truncated, corrupt, has no elements or
   *     elements that are not real numbers
   */
  public static NpyRows open(Path path) {
    return NpyFile.reading(
        path,
        () -> {
          FileChannel channel = NpyFile.open(path);
          try {
            return new NpyRows(path, channel);
          } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
          }
        });
  }

  /** Returns the array's shape, the number of rows first; empty for a single number. */
  public long[] shape() {
    return header.axes();
  }

  /**
   * Reads neighboring rows.
   *
   * @param from the first
   * @param to one past the last
   * @return {@code [to - from, ...]}, in C order
   * @throws UnreadableFileException if the file cannot be read
   * @throws IllegalArgumentException if there are no such rows
   */
  public INDArray read(long from, long to) {
    long[] axes = header.axes();
    if (axes.length == 0 || from < 0 || from >= to || to > axes[0]) {
      throw new IllegalArgumentException(
          "no rows %d to %d in an array of shape %s".formatted(from, to, Arrays.toString(axes)));
    }
    return NpyFile.reading(path, () -> header.fortranOrder() ? turned(from, to) : plain(from, to));
  }

  private INDArray plain(long from, long to) throws IOException {
    long[] axes = header.axes();
    long length = header.elements() / axes[0];
    axes[0] = to - from;
    INDArray rows = Nd4j.createUninitialized(header.type().natural(), axes);
    read(from * length, new NpyReader.Places(rows.data(), 0, rows.length()));
    return rows;
  }

  /** The first axis varies fastest: each place of a row has its own stretch of rows. */
  private INDArray turned(long from, long to) throws IOException {
    long[] axes = header.axes();
    long length = header.elements() / axes[0];
    INDArray columns = Nd4j.createUninitialized(header.type().natural(), length * (to - from));
    for (long place = 0; place < length; place++) {
      read(
          place * axes[0] + from,
          new NpyReader.Places(columns.data(), place * (to - from), to - from));
    }
    axes[0] = to - from;
    return NpyReader.fromFortranOrder(columns, axes);
  }

  private void read(long first, NpyReader.Places places) throws IOException {
    channel.position(start + first * header.type().size());
    reader.readElements(header.type(), first, places);
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // What was read is complete.
    }
  }
}

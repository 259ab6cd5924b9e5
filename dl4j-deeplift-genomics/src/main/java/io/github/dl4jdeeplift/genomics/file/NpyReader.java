package io.github.dl4jdeeplift.genomics.file;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Reads one open npy file. Problems are {@link IllegalArgumentException}s without the path. */
final class NpyReader {
  private static final byte[] MAGIC = "\u0093NUMPY".getBytes(StandardCharsets.ISO_8859_1);
  private static final int LONGEST_HEADER = 1 << 20;
  private static final int CHUNK = 1 << 17;

  private final FileChannel channel;

  NpyReader(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Reads the array.
   *
   * @param wanted FLOAT or DOUBLE; if null, FLOAT where it holds every value of the file's type
   */
  INDArray read(@Nullable DataType wanted) throws IOException {
    NpyHeader header = header();
    long count = header.elements();
    DataType type = wanted == null ? header.type().natural() : wanted;
    INDArray flat = Nd4j.createUninitialized(type, count);
    readElements(header.type(), 0, new Places(flat.data(), 0, count));
    return shaped(flat, header);
  }

  /** Reads the header, and checks that as many elements follow as it says. */
  NpyHeader header() throws IOException {
    NpyHeader header = readHeader();
    checkLength(header);
    return header;
  }

  private NpyHeader readHeader() throws IOException {
    byte[] preamble = bytes(MAGIC.length + 2).array();
    if (!Arrays.equals(preamble, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw new IllegalArgumentException(notNpy(preamble));
    }
    int version = preamble[MAGIC.length];
    if (version < 1 || version > 3) {
      throw new IllegalArgumentException(
          "is of npy format version " + version + "; versions 1 to 3 are read");
    }
    long length =
        version == 1
            ? Short.toUnsignedLong(bytes(2).getShort())
            : Integer.toUnsignedLong(bytes(4).getInt());
    if (length > LONGEST_HEADER) {
      throw new IllegalArgumentException(
          "has a corrupt header of %d bytes; save the array again".formatted(length));
    }
    byte[] text = bytes((int) length).array();
    return NpyHeaderParser.parse(
        new String(text, version == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1));
  }

  private static String notNpy(byte[] start) {
    return start[0] == 'P' && start[1] == 'K'
        ? "is a zip archive (npz); give one array, saved by numpy.save"
        : "is not an npy file; save the array by numpy.save";
  }

  private void checkLength(NpyHeader header) throws IOException {
    long wanted;
    try {
      wanted = Math.multiplyExact(header.elements(), (long) header.type().size());
    } catch (ArithmeticException e) {
      wanted = Long.MAX_VALUE;
    }
    long there = channel.size() - channel.position();
    if (there != wanted) {
      throw new IllegalArgumentException(
          "is %s: %d bytes of elements where shape %s of '%s' takes %d; copy or save it again"
              .formatted(
                  there < wanted ? "truncated" : "corrupt",
                  there,
                  NpyHeader.text(header.shape()),
                  header.type().code(),
                  wanted));
    }
  }

  /**
   * Where elements are put.
   *
   * @param elements the buffer
   * @param first place of the first
   * @param count how many they are
   */
  record Places(DataBuffer elements, long first, long count) {}

  /**
   * Reads elements that follow one another from where the channel is.
   *
   * @param first place of the first among the file's elements, for messages
   */
  void readElements(NpyType type, long first, Places places) throws IOException {
    double[] values = new double[(int) Math.min(CHUNK, places.count)];
    for (long start = 0; start < places.count; start += CHUNK) {
      int length = (int) Math.min(CHUNK, places.count - start);
      type.read(bytes(length * type.size()), values, length);
      for (int i = 0; i < length; i++) {
        requireInRange(values[i], first + start + i, places.elements);
        places.elements.put(places.first + start + i, values[i]);
      }
    }
  }

  private static void requireInRange(double value, long index, DataBuffer elements) {
    if (elements.dataType() == DataType.FLOAT
        && Float.isInfinite((float) value)
        && !Double.isInfinite(value)) {
      throw new IllegalArgumentException(
          "element %d (counted from 0) is %s, more than float32 holds".formatted(index, value));
    }
  }

  private static INDArray shaped(INDArray flat, NpyHeader header) {
    long[] axes = header.axes();
    if (axes.length == 0) {
      return Nd4j.scalar(flat.dataType(), flat.getDouble(0));
    }
    return header.fortranOrder() ? fromFortranOrder(flat, axes) : flat.reshape('c', axes);
  }

  /** Returns an array in C order of elements of which the first axis varies fastest. */
  static INDArray fromFortranOrder(INDArray flat, long... axes) {
    int rank = axes.length;
    if (rank == 1) {
      return flat;
    }
    long[] reversedAxes = new long[rank];
    int[] reversal = new int[rank];
    for (int i = 0; i < rank; i++) {
      reversedAxes[i] = axes[rank - 1 - i];
      reversal[i] = rank - 1 - i;
    }
    return flat.reshape('c', reversedAxes).permute(reversal).dup('c');
  }

  private ByteBuffer bytes(int count) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes) < 0) {
        throw new EOFException();
      }
    }
    return bytes.flip();
  }
}

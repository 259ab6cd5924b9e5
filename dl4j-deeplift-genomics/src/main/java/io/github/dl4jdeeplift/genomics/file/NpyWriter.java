package io.github.dl4jdeeplift.genomics.file;

import io.github.dl4jdeeplift.engine.Contiguous;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Writes one array in npy format, a stretch of its first axis at a time. */
final class NpyWriter implements NpyContent {
  private static final int CHUNK = 1 << 17;

  private static final Map<DataType, String> DESCRS =
      Map.of(
          DataType.FLOAT16, "<f4",
          DataType.BFLOAT16, "<f4",
          DataType.FLOAT, "<f4",
          DataType.DOUBLE, "<f8",
          DataType.BOOL, "|b1",
          DataType.INT8, "|i1",
          DataType.UINT8, "|u1",
          DataType.INT16, "<i2",
          DataType.INT32, "<i4",
          DataType.INT64, "<i8");

  private final INDArray array;
  private final String descr;

  /**
   * Prepares to write an array.
   *
   * @throws IllegalArgumentException if its elements are not among the types that are written, or
   *     there are none
   */
  NpyWriter(INDArray array) {
    if (array.isEmpty()) {
      throw new IllegalArgumentException("an array without elements is not written as npy");
    }
    this.array = array;
    this.descr = descr(array.dataType());
  }

  /**
   * Returns NumPy's name of a type.
   *
   * @throws IllegalArgumentException if elements of that type are not written
   */
  static String descr(DataType type) {
    String known = DESCRS.get(type);
    if (known == null) {
      throw new IllegalArgumentException(
          "an array of %s is not written as npy; cast it to FLOAT or DOUBLE".formatted(type));
    }
    return known;
  }

  /** Returns the bytes of an element. */
  static int size(String descr) {
    return descr.charAt(2) - '0';
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    out.write(NpyHeader.bytes(descr, array.shape()));
    if (array.rank() == 0) {
      out.write(bytes(array, descr));
      return;
    }
    INDArray whole = Contiguous.of(array);
    long rows = array.size(0);
    long step = Math.max(1, CHUNK / Math.max(1, array.length() / rows));
    for (long row = 0; row < rows; row += step) {
      long end = Math.min(rows, row + step);
      out.write(bytes(whole.get(NDArrayIndex.interval(row, end)), descr));
    }
  }

  /** Returns the elements of an array in C order, as they are stored. */
  static byte[] bytes(INDArray part, String descr) {
    DataBuffer elements = part.dup('c').data();
    int size = size(descr);
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact(Math.toIntExact(part.length()), size))
            .order(ByteOrder.LITTLE_ENDIAN);
    switch (descr) {
      case "<f4" -> bytes.asFloatBuffer().put(elements.asFloat());
      case "<f8" -> bytes.asDoubleBuffer().put(elements.asDouble());
      case "<i8" -> bytes.asLongBuffer().put(elements.asLong());
      case "<i4" -> bytes.asIntBuffer().put(elements.asInt());
      default -> putSmall(elements.asInt(), size, bytes);
    }
    return bytes.array();
  }

  private static void putSmall(int[] elements, int size, ByteBuffer bytes) {
    for (int element : elements) {
      if (size == 1) {
        bytes.put((byte) element);
      } else {
        bytes.putShort((short) element);
      }
    }
  }
}

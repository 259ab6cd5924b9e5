package io.github.dl4jdeeplift.genomics.file;

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
final class NpyWriter {
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
    String known = DESCRS.get(array.dataType());
    if (known == null || array.isEmpty()) {
      throw new IllegalArgumentException(
          "an array of %s with %d elements is not written as npy; cast it to FLOAT or DOUBLE"
              .formatted(array.dataType(), array.length()));
    }
    this.array = array;
    this.descr = known;
  }

  void writeTo(OutputStream out) throws IOException {
    out.write(NpyHeader.bytes(descr, array.shape()));
    if (array.rank() == 0) {
      writeElements(array, out);
      return;
    }
    long rows = array.size(0);
    long step = Math.max(1, CHUNK / Math.max(1, array.length() / rows));
    for (long row = 0; row < rows; row += step) {
      long end = Math.min(rows, row + step);
      writeElements(array.get(NDArrayIndex.interval(row, end)), out);
    }
  }

  private void writeElements(INDArray part, OutputStream out) throws IOException {
    DataBuffer elements = part.dup('c').data();
    int size = descr.charAt(2) - '0';
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
    out.write(bytes.array());
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

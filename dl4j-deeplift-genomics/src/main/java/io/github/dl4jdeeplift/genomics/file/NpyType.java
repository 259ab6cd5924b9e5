package io.github.dl4jdeeplift.genomics.file;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * How the elements of an npy file are stored: NumPy's type code and the byte order.
 *
 * @param code kind and size in bytes, such as {@code f4}
 * @param order the byte order
 * @param reader reads one element
 */
record NpyType(String code, ByteOrder order, ElementReader reader) {
  private static final Pattern DESCR = Pattern.compile("([<>|])([a-zA-Z]\\d+)");

  private static final Map<String, ElementReader> READERS =
      Map.ofEntries(
          Map.entry("b1", (bytes, at) -> bytes.get(at) == 0 ? 0 : 1),
          Map.entry("i1", (bytes, at) -> bytes.get(at)),
          Map.entry("i2", (bytes, at) -> bytes.getShort(at)),
          Map.entry("i4", (bytes, at) -> bytes.getInt(at)),
          Map.entry("i8", (bytes, at) -> bytes.getLong(at)),
          Map.entry("u1", (bytes, at) -> Byte.toUnsignedInt(bytes.get(at))),
          Map.entry("u2", (bytes, at) -> Short.toUnsignedInt(bytes.getShort(at))),
          Map.entry("u4", (bytes, at) -> Integer.toUnsignedLong(bytes.getInt(at))),
          Map.entry("u8", (bytes, at) -> unsigned(bytes.getLong(at))),
          Map.entry("f2", (bytes, at) -> half(bytes.getShort(at))),
          Map.entry("f4", ByteBuffer::getFloat),
          Map.entry("f8", ByteBuffer::getDouble));

  /** Reads an element as a number. */
  @FunctionalInterface
  interface ElementReader {
    double read(ByteBuffer bytes, int at);
  }

  /**
   * Parses the header's {@code descr}.
   *
   * @throws IllegalArgumentException if elements of that type are not real numbers
   */
  static NpyType parse(String descr) {
    Matcher matcher = DESCR.matcher(descr);
    ElementReader reader = matcher.matches() ? READERS.get(matcher.group(2)) : null;
    if (reader == null) {
      throw new IllegalArgumentException(
          "holds elements of NumPy's type '%s'; only bool, integers of 1 to 8 bytes and floats of 2, 4"
                  .formatted(descr)
              + " or 8 bytes are read: convert it with array.astype('float32')");
    }
    NpyType type =
        new NpyType(
            matcher.group(2),
            matcher.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN,
            reader);
    if (matcher.group(1).equals("|") && type.size() > 1) {
      throw new IllegalArgumentException("has a corrupt header: '" + descr + "' has no byte order");
    }
    return type;
  }

  /** Bytes of an element. */
  int size() {
    return code.charAt(1) - '0';
  }

  /** FLOAT where it holds every value of this type exactly, else DOUBLE. */
  DataType natural() {
    return size() <= 2 || code.equals("f4") ? DataType.FLOAT : DataType.DOUBLE;
  }

  /** Reads elements from the start of the buffer. */
  void read(ByteBuffer bytes, double[] values, int count) {
    bytes.order(order);
    for (int i = 0; i < count; i++) {
      values[i] = reader.read(bytes, i * size());
    }
  }

  private static double unsigned(long value) {
    // Halved, with the lost bit kept for rounding, a value of 64 bits fits a signed long.
    return value >= 0 ? value : 2.0 * ((value >>> 1) | (value & 1));
  }

  /** IEEE 754 binary16: 1 bit sign, 5 bits exponent of bias 15, 10 bits fraction. */
  private static double half(short bits) {
    int exponent = (bits >> 10) & 0x1f;
    int fraction = bits & 0x3ff;
    double magnitude;
    if (exponent == 0x1f) {
      magnitude = fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
    } else if (exponent == 0) {
      magnitude = Math.scalb((double) fraction, -24);
    } else {
      magnitude = Math.scalb((double) (fraction + 1024), exponent - 25);
    }
    return bits < 0 ? -magnitude : magnitude;
  }
}

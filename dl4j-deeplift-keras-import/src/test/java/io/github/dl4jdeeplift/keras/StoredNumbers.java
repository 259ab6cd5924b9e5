package io.github.dl4jdeeplift.keras;

import io.jhdf.api.Dataset;
import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.api.dataset.ContiguousDataset;
import io.jhdf.object.datatype.FloatingPoint;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.InflaterInputStream;

/** Reads numbers of 32 bit where the intact file has them, compressed or not. */
final class StoredNumbers {
  private static final int SIZE = Float.BYTES;

  private StoredNumbers() {}

  /**
   * Returns the numbers of an array.
   *
   * @param array the array of the intact file
   * @param intact that file
   * @param changed the file that the numbers are read from
   */
  static double[] of(Dataset array, byte[] intact, byte[] changed) {
    int start;
    byte[] bytes;
    if (array instanceof ContiguousDataset contiguous) {
      bytes = changed;
      start = (int) contiguous.getDataAddress();
    } else {
      bytes = unshuffled(inflated((ChunkedDataset) array, intact, changed));
      start = 0;
    }
    ByteBuffer buffer =
        ByteBuffer.wrap(bytes).order(((FloatingPoint) array.getDataType()).getByteOrder());
    double[] values = new double[(int) array.getSize()];
    for (int index = 0; index < values.length; index++) {
      values[index] = buffer.getFloat(start + SIZE * index);
    }
    return values;
  }

  /** The one part lies where the intact file has the same bytes. */
  private static byte[] inflated(ChunkedDataset array, byte[] intact, byte[] changed) {
    ByteBuffer raw = array.getRawChunkBuffer(new int[array.getDimensions().length]);
    byte[] part = new byte[raw.remaining()];
    raw.duplicate().get(part);
    int start = text(intact).indexOf(text(part));
    byte[] stream = Arrays.copyOfRange(changed, start, start + part.length);
    try (InflaterInputStream inflating =
        new InflaterInputStream(new ByteArrayInputStream(stream))) {
      return inflating.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /** The first bytes of all numbers come first, then the second ones, and so on. */
  private static byte[] unshuffled(byte[] bytes) {
    int count = bytes.length / SIZE;
    byte[] numbers = new byte[bytes.length];
    for (int index = 0; index < bytes.length; index++) {
      numbers[index % count * SIZE + index / count] = bytes[index];
    }
    return numbers;
  }
}

package io.github.dl4jdeeplift.engine.fusion;

import java.nio.Buffer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The memory of an array, which may be another one in each run. */
final class Memory {
  private final Layout layout;
  private @Nullable Buffer numbers;
  private long address;
  private long length;
  private long begin;
  private int offset;

  Memory(Layout layout) {
    this.layout = layout;
  }

  /** Takes an array in C order. */
  void bind(INDArray array) {
    DataBuffer data = array.data();
    long from = array.offset() + array.length() <= FusedLoop.LONGEST ? 0 : array.offset();
    offset = (int) (array.offset() - from);
    if (numbers == null
        || address != data.address()
        || length != data.underlyingLength()
        || begin != from) {
      // Views of one array have one address: steps of a sequence are bound without a new buffer.
      numbers = from == 0 ? whole(array) : part(array);
      address = data.address();
      length = data.underlyingLength();
      begin = from;
    }
  }

  private static Buffer whole(INDArray array) {
    DataBuffer data = array.data();
    return array.dataType() == DataType.FLOAT ? data.asNioFloat() : data.asNioDouble();
  }

  /** Returns the numbers of a view that lies beyond the reach of its whole buffer. */
  static Buffer part(INDArray array) {
    Pointer data = array.data().pointer();
    return array.dataType() == DataType.FLOAT
        ? new FloatPointer(data).getPointer(array.offset()).capacity(array.length()).asBuffer()
        : new DoublePointer(data).getPointer(array.offset()).capacity(array.length()).asBuffer();
  }

  /** Lets go of the array. */
  void forget() {
    numbers = null;
  }

  Layout layout() {
    return layout;
  }

  Buffer numbers() {
    if (numbers == null) {
      throw new IllegalStateException("no array is bound");
    }
    return numbers;
  }

  int place(long from) {
    return (int) (offset + from);
  }
}

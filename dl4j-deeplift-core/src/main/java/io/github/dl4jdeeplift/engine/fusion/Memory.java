package io.github.dl4jdeeplift.engine.fusion;

import java.nio.Buffer;
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
  private int offset;

  Memory(Layout layout) {
    this.layout = layout;
  }

  /** Takes an array in C order. */
  void bind(INDArray array) {
    DataBuffer data = array.data();
    offset = Math.toIntExact(array.offset());
    if (numbers == null || address != data.address() || length != data.underlyingLength()) {
      // Views of one array have one address: steps of a sequence are bound without a new buffer.
      numbers = array.dataType() == DataType.FLOAT ? data.asNioFloat() : data.asNioDouble();
      address = data.address();
      length = data.underlyingLength();
    }
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

package io.github.dl4jdeeplift.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The memory of a plan: arrays that are dead are used again for others of the same size. */
final class ArrayPool {
  private final Map<Size, Deque<INDArray>> free = new HashMap<>();
  private final List<INDArray> all = new ArrayList<>();
  private long bytes;

  private record Size(DataType dataType, long length) {}

  /** Returns an array in C order whose numbers are not set. */
  INDArray take(DataType dataType, long[] shape) {
    long length = 1;
    for (long size : shape) {
      length *= size;
    }
    Deque<INDArray> fitting = free.get(new Size(dataType, length));
    if (fitting != null && !fitting.isEmpty()) {
      return fitting.pop().reshape('c', shape);
    }
    INDArray made = Nd4j.createUninitialized(dataType, shape, 'c');
    all.add(made);
    bytes += length * dataType.width();
    return made;
  }

  /** Takes an array back: its numbers are read no more. */
  void giveBack(INDArray array) {
    free.computeIfAbsent(new Size(array.dataType(), array.length()), size -> new ArrayDeque<>())
        .push(array);
  }

  long bytes() {
    return bytes;
  }

  /** Frees the memory at once, without waiting for the garbage collector. */
  void close() {
    all.forEach(INDArray::close);
    all.clear();
  }
}

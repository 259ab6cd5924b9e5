package io.github.dl4jdeeplift.engine.fusion;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;

/** Values that are worked out number by number, from those of arrays, as they are written down. */
public final class Formula {
  private final DataType dataType;
  private final long length;
  private final List<Value> values = new ArrayList<>();
  private final List<Written> written = new ArrayList<>();
  private final List<Memory> memories = new ArrayList<>();

  /**
   * A value: read, constant, or what a kernel makes of two others.
   *
   * @param kernel the kernel, or null
   * @param first the first operand
   * @param second the second operand; the first again where there is one
   * @param constant the constant, or that of the kernel
   * @param memory what is read, or null
   */
  record Value(
      @Nullable Kernel kernel, int first, int second, double constant, @Nullable Memory memory) {
    boolean isConstant() {
      return kernel == null && memory == null;
    }
  }

  /** A value that is written to memory. */
  record Written(int value, Memory memory) {}

  /**
   * Begins without values.
   *
   * @param dataType FLOAT or DOUBLE
   * @param length how many numbers each value has
   */
  public Formula(DataType dataType, long length) {
    this.dataType = dataType;
    this.length = length;
  }

  DataType dataType() {
    return dataType;
  }

  long length() {
    return length;
  }

  List<Value> values() {
    return values;
  }

  List<Written> written() {
    return written;
  }

  List<Memory> memories() {
    return memories;
  }

  private int add(Value value) {
    int known = values.indexOf(value);
    if (known >= 0) {
      return known;
    }
    values.add(value);
    return values.size() - 1;
  }

  /**
   * Reads an array.
   *
   * @param layout where its numbers lie
   * @return the value; its array is bound by the number of arrays that were read or written before
   */
  public int read(Layout layout) {
    return add(new Value(null, 0, 0, 0, memory(layout)));
  }

  private Memory memory(Layout layout) {
    Memory memory = new Memory(layout);
    memories.add(memory);
    return memory;
  }

  /** Takes a number for all. */
  public int constant(double number) {
    return add(new Value(null, 0, 0, number, null));
  }

  /**
   * Runs an operation.
   *
   * @param operands one value or two
   */
  public int apply(Operation operation, int... operands) {
    int first = operands[0];
    int second = operands[operands.length - 1];
    if (operation.constant() != null) {
      second = constant(operation.constant());
      if (operation.isFirst()) {
        first = second;
        second = operands[0];
      }
    }
    return add(new Value(operation.kernel(), first, second, 0, null));
  }

  /**
   * Writes a value to an array; see {@link #read}.
   *
   * @param layout where its numbers lie
   */
  public void write(int value, Layout layout) {
    written.add(new Written(value, memory(layout)));
  }
}

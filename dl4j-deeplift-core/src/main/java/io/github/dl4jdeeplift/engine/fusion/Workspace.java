package io.github.dl4jdeeplift.engine.fusion;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;

/** The registers that the loops of one plan share, one set for each thread. */
public final class Workspace {
  private final List<Registers> floats = new ArrayList<>();
  private final List<Registers> doubles = new ArrayList<>();
  private int most;

  /**
   * Asks for registers.
   *
   * @return bytes that a thread needs for these beyond what was asked for before
   */
  long claim(int registers) {
    int more = Math.max(0, registers - most);
    most += more;
    return (long) more * Registers.BYTES;
  }

  /** Returns the sets of as many threads. */
  List<Registers> take(DataType dataType, int threads) {
    boolean areFloats = dataType == DataType.FLOAT;
    List<Registers> sets = areFloats ? floats : doubles;
    while (sets.size() < threads) {
      sets.add(areFloats ? new FloatRegisters(most) : new DoubleRegisters(most));
    }
    return sets;
  }
}

package io.github.dl4jdeeplift.engine.fusion;

import java.nio.DoubleBuffer;
import java.util.Arrays;

/** Registers of doubles. */
final class DoubleRegisters extends Registers {
  private final double[][] registers;
  private final double[] parts;

  /**
   * Makes registers.
   *
   * @param count how many
   */
  DoubleRegisters(int count) {
    this.registers = new double[count][BYTES / Double.BYTES];
    this.parts = new double[BYTES / Double.BYTES];
  }

  @Override
  int length() {
    return BYTES / Double.BYTES;
  }

  @Override
  void fill(int register, double number) {
    Arrays.fill(registers[register], number);
  }

  @Override
  void load(int register, Memory memory, long from, int count) {
    double[] to = registers[register];
    DoubleBuffer numbers = (DoubleBuffer) memory.numbers();
    if (memory.layout().isPlain()) {
      numbers.get(memory.place(from), to, 0, count);
      return;
    }
    memory
        .layout()
        .find(
            from,
            count,
            (begin, at, length, isRepeated) -> {
              if (isRepeated) {
                Arrays.fill(to, at, at + length, numbers.get(memory.place(begin)));
              } else {
                numbers.get(memory.place(begin), to, at, length);
              }
            });
  }

  @Override
  void store(int register, Memory memory, long from, int count) {
    double[] numbers = registers[register];
    DoubleBuffer to = (DoubleBuffer) memory.numbers();
    if (memory.layout().isPlain()) {
      to.put(memory.place(from), numbers, 0, count);
      return;
    }
    memory
        .layout()
        .find(
            from,
            count,
            (begin, at, length, isRepeated) -> to.put(memory.place(begin), numbers, at, length));
  }

  @Override
  void run(Kernel.Loops loops, Tape.Step step, int count) {
    double[] to = registers[step.to()];
    double[] a = registers[step.first()];
    double[] b = registers[step.second()];
    loops.doubles().run(to, a, b, step.constant(), count);
  }

  /** A sum is NaN where a summand is, and where infinities of both signs are. */
  @Override
  boolean mayHoldNaN(int register, int count) {
    double[] numbers = registers[register];
    Arrays.fill(numbers, count, numbers.length, 0);
    return Double.isNaN(DoubleLoops.sum(parts, numbers));
  }
}

package io.github.dl4jdeeplift.engine.fusion;

import java.nio.FloatBuffer;
import java.util.Arrays;

/** Registers of floats. */
final class FloatRegisters extends Registers {
  private final float[][] registers;
  private final float[] parts;

  /**
   * Makes registers.
   *
   * @param count how many
   */
  FloatRegisters(int count) {
    this.registers = new float[count][BYTES / Float.BYTES];
    this.parts = new float[BYTES / Float.BYTES];
  }

  @Override
  int length() {
    return BYTES / Float.BYTES;
  }

  @Override
  void fill(int register, double number) {
    Arrays.fill(registers[register], (float) number);
  }

  @Override
  void load(int register, Memory memory, long from, int count) {
    float[] to = registers[register];
    FloatBuffer numbers = (FloatBuffer) memory.numbers();
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
    float[] numbers = registers[register];
    FloatBuffer to = (FloatBuffer) memory.numbers();
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
    float[] to = registers[step.to()];
    float[] a = registers[step.first()];
    float[] b = registers[step.second()];
    loops.floats().run(to, a, b, (float) step.constant(), count);
  }

  /** A sum is NaN where a summand is, and where infinities of both signs are. */
  @Override
  boolean mayHoldNaN(int register, int count) {
    float[] numbers = registers[register];
    Arrays.fill(numbers, count, numbers.length, 0);
    return Float.isNaN(FloatLoops.sum(parts, numbers));
  }
}

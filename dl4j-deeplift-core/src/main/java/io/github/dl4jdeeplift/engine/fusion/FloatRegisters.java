package io.github.dl4jdeeplift.engine.fusion;

import java.nio.FloatBuffer;
import java.util.Arrays;

/** Registers of floats. */
final class FloatRegisters extends Registers {
  private static final int LENGTH = BYTES / Float.BYTES;

  private final float[][] registers;
  private final float[] parts = new float[LENGTH];

  /** Copy of what lies between scattered numbers. */
  private final float[] between = new float[2 * LENGTH];

  /**
   * Makes registers.
   *
   * @param count how many
   */
  FloatRegisters(int count) {
    super(LENGTH);
    this.registers = new float[count][LENGTH];
  }

  private static FloatBuffer numbers(Memory memory) {
    return (FloatBuffer) memory.numbers();
  }

  @Override
  void fill(int register, double number) {
    Arrays.fill(registers[register], (float) number);
  }

  @Override
  void read(int register, Memory memory, int run) {
    int place = memory.place(runs.begin(run));
    numbers(memory).get(place, registers[register], runs.at(run), runs.length(run));
  }

  @Override
  void repeat(int register, Memory memory, int run) {
    float number = numbers(memory).get(memory.place(runs.begin(run)));
    Arrays.fill(registers[register], runs.at(run), runs.at(run) + runs.length(run), number);
  }

  @Override
  void readBetween(Memory memory, int place, int count) {
    numbers(memory).get(place, between, 0, count);
  }

  @Override
  void pick(int register, int run, int place) {
    System.arraycopy(between, place, registers[register], runs.at(run), runs.length(run));
  }

  @Override
  void write(int register, Memory memory, int run) {
    int place = memory.place(runs.begin(run));
    numbers(memory).put(place, registers[register], runs.at(run), runs.length(run));
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

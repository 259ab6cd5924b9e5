package io.github.dl4jdeeplift.engine.fusion;

import java.nio.DoubleBuffer;
import java.util.Arrays;

/** Registers of doubles. */
final class DoubleRegisters extends Registers {
  private static final int LENGTH = BYTES / Double.BYTES;

  private final double[][] registers;
  private final double[] parts = new double[LENGTH];

  /** Copy of what lies between scattered numbers. */
  private final double[] between = new double[2 * LENGTH];

  /**
   * Makes registers.
   *
   * @param count how many
   */
  DoubleRegisters(int count) {
    super(LENGTH);
    this.registers = new double[count][LENGTH];
  }

  private static DoubleBuffer numbers(Memory memory) {
    return (DoubleBuffer) memory.numbers();
  }

  @Override
  void fill(int register, double number) {
    Arrays.fill(registers[register], number);
  }

  @Override
  void read(int register, Memory memory, int run) {
    int place = memory.place(runs.begin(run));
    numbers(memory).get(place, registers[register], runs.at(run), runs.length(run));
  }

  @Override
  void repeat(int register, Memory memory, int run) {
    double number = numbers(memory).get(memory.place(runs.begin(run)));
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

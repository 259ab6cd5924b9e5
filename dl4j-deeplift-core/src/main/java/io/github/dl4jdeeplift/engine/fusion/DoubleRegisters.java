package io.github.dl4jdeeplift.engine.fusion;

import java.nio.DoubleBuffer;
import java.util.Arrays;

/** Registers of doubles. */
final class DoubleRegisters extends Registers {
  private final double[][] registers;
  private final double[] parts;

  /** Copy of what lies between scattered numbers. */
  private final double[] between;

  private final Runs runs;

  /**
   * Makes registers.
   *
   * @param count how many
   */
  DoubleRegisters(int count) {
    this.registers = new double[count][BYTES / Double.BYTES];
    this.parts = new double[BYTES / Double.BYTES];
    this.between = new double[2 * BYTES / Double.BYTES];
    this.runs = new Runs(2 + BYTES / Double.BYTES / Layout.SHORT);
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
    memory.layout().find(from, count, runs);
    if (memory.layout().isRepeated()) {
      repeat(to, memory, numbers);
    } else if (!memory.layout().isScattered() || !pick(to, memory, numbers)) {
      copy(to, memory, numbers);
    }
  }

  private void repeat(double[] to, Memory memory, DoubleBuffer numbers) {
    int at = 0;
    for (int run = 0; run < runs.count(); run++) {
      int end = at + runs.length(run);
      Arrays.fill(to, at, end, numbers.get(memory.place(runs.begin(run))));
      at = end;
    }
  }

  private void copy(double[] to, Memory memory, DoubleBuffer numbers) {
    int at = 0;
    for (int run = 0; run < runs.count(); run++) {
      numbers.get(memory.place(runs.begin(run)), to, at, runs.length(run));
      at += runs.length(run);
    }
  }

  /** Copies all that lies between short runs at once, if that is not too much. */
  private boolean pick(double[] to, Memory memory, DoubleBuffer numbers) {
    long first = runs.first();
    long all = runs.end() - first;
    if (all > between.length) {
      return false;
    }
    numbers.get(memory.place(first), between, 0, (int) all);
    int at = 0;
    for (int run = 0; run < runs.count(); run++) {
      System.arraycopy(between, (int) (runs.begin(run) - first), to, at, runs.length(run));
      at += runs.length(run);
    }
    return true;
  }

  @Override
  void store(int register, Memory memory, long from, int count) {
    double[] numbers = registers[register];
    DoubleBuffer to = (DoubleBuffer) memory.numbers();
    if (memory.layout().isPlain()) {
      to.put(memory.place(from), numbers, 0, count);
      return;
    }
    memory.layout().find(from, count, runs);
    int at = 0;
    for (int run = 0; run < runs.count(); run++) {
      to.put(memory.place(runs.begin(run)), numbers, at, runs.length(run));
      at += runs.length(run);
    }
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

package io.github.dl4jdeeplift.engine.fusion;

import java.nio.FloatBuffer;
import java.util.Arrays;

/** Registers of floats. */
final class FloatRegisters extends Registers {
  private final float[][] registers;
  private final float[] parts;

  /** Copy of what lies between scattered numbers. */
  private final float[] between;

  private final Runs runs;

  /**
   * Makes registers.
   *
   * @param count how many
   */
  FloatRegisters(int count) {
    this.registers = new float[count][BYTES / Float.BYTES];
    this.parts = new float[BYTES / Float.BYTES];
    this.between = new float[2 * BYTES / Float.BYTES];
    this.runs = new Runs(2 + BYTES / Float.BYTES / Layout.SHORT);
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
    memory.layout().find(from, count, runs);
    if (memory.layout().isRepeated()) {
      repeat(to, memory, numbers);
    } else if (!memory.layout().isScattered() || !pick(to, memory, numbers)) {
      copy(to, memory, numbers);
    }
  }

  private void repeat(float[] to, Memory memory, FloatBuffer numbers) {
    int at = 0;
    for (int run = 0; run < runs.count(); run++) {
      int end = at + runs.length(run);
      Arrays.fill(to, at, end, numbers.get(memory.place(runs.begin(run))));
      at = end;
    }
  }

  private void copy(float[] to, Memory memory, FloatBuffer numbers) {
    int at = 0;
    for (int run = 0; run < runs.count(); run++) {
      numbers.get(memory.place(runs.begin(run)), to, at, runs.length(run));
      at += runs.length(run);
    }
  }

  /** Copies all that lies between short runs at once, if that is not too much. */
  private boolean pick(float[] to, Memory memory, FloatBuffer numbers) {
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
    float[] numbers = registers[register];
    FloatBuffer to = (FloatBuffer) memory.numbers();
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

package io.github.dl4jdeeplift.engine.fusion;

/** Arrays of some thousand numbers of one type, in which one thread works. */
abstract sealed class Registers permits FloatRegisters, DoubleRegisters {
  /** Bytes of one, so that several fit in the processor's first cache. */
  static final int BYTES = 8192;

  /** Returns the most numbers that one holds. */
  abstract int length();

  /** Fills one with a number. */
  abstract void fill(int register, double number);

  /** Reads numbers of an array. */
  abstract void load(int register, Memory memory, long from, int count);

  /** Writes numbers of an array. */
  abstract void store(int register, Memory memory, long from, int count);

  /** Runs a kernel over the first numbers of registers. */
  abstract void run(Kernel.Loops loops, Tape.Step step, int count);

  /** Tells whether one of the first numbers may be NaN. */
  abstract boolean mayHoldNaN(int register, int count);
}

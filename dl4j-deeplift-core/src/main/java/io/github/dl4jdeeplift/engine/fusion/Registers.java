package io.github.dl4jdeeplift.engine.fusion;

/** Arrays of some thousand numbers of one type, in which one thread works. */
abstract sealed class Registers permits FloatRegisters, DoubleRegisters {
  /** Bytes of one, so that several fit in the processor's first cache. */
  static final int BYTES = 8192;

  /** Where the numbers lie that are read or written at the moment. */
  final Runs runs;

  private final int length;

  /**
   * Makes registers.
   *
   * @param length the most numbers that one holds
   */
  Registers(int length) {
    this.length = length;
    this.runs = new Runs(2 + length / Layout.SHORT);
  }

  /** Returns the most numbers that one holds. */
  final int length() {
    return length;
  }

  /** Reads numbers of an array. */
  final void load(int register, Memory memory, long from, int count) {
    Layout layout = memory.layout();
    layout.find(from, count, runs);
    if (layout.isRepeated()) {
      for (int run = 0; run < runs.count(); run++) {
        repeat(register, memory, run);
      }
    } else if (!layout.isScattered() || !pick(register, memory)) {
      for (int run = 0; run < runs.count(); run++) {
        read(register, memory, run);
      }
    }
  }

  /** Copies all that lies between short runs at once, if that is not too much. */
  private boolean pick(int register, Memory memory) {
    long first = runs.first();
    long all = runs.end() - first;
    if (all > 2L * length) {
      return false;
    }
    readBetween(memory, memory.place(first), (int) all);
    for (int run = 0; run < runs.count(); run++) {
      pick(register, run, (int) (runs.begin(run) - first));
    }
    return true;
  }

  /** Writes numbers of an array. */
  final void store(int register, Memory memory, long from, int count) {
    memory.layout().find(from, count, runs);
    for (int run = 0; run < runs.count(); run++) {
      write(register, memory, run);
    }
  }

  /** Fills one with a number. */
  abstract void fill(int register, double number);

  /** Reads a run. */
  abstract void read(int register, Memory memory, int run);

  /** Reads the number of a run that is repeated. */
  abstract void repeat(int register, Memory memory, int run);

  /** Copies what scattered runs lie in, at most twice a register's length. */
  abstract void readBetween(Memory memory, int place, int count);

  /** Takes a run of that copy. */
  abstract void pick(int register, int run, int place);

  /** Writes a run. */
  abstract void write(int register, Memory memory, int run);

  /** Runs a kernel over the first numbers of registers. */
  abstract void run(Kernel.Loops loops, Tape.Step step, int count);

  /** Tells whether one of the first numbers may be NaN. */
  abstract boolean mayHoldNaN(int register, int count);
}

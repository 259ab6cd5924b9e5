package io.github.dl4jdeeplift.engine.fusion;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is done to each chunk of numbers, in registers.
 *
 * @param constants registers that hold one number throughout
 * @param steps reads and kernels, in order
 * @param writes what is written at last
 * @param registers how many registers there are
 */
record Tape(List<Constant> constants, List<Step> steps, List<Write> writes, int registers) {
  /** A number that fills a register. */
  record Constant(int register, double number) {}

  /**
   * Reads a register, or runs a kernel.
   *
   * @param kernel the kernel; null where the register is read
   * @param to the register that changes
   * @param first register of the first operand
   * @param second register of the second operand
   * @param constant the kernel's constant
   * @param memory what is read; null for kernels
   */
  record Step(
      @Nullable Kernel kernel,
      int to,
      int first,
      int second,
      double constant,
      @Nullable Memory memory) {
    void run(Registers registers, long from, int count, boolean areExact) {
      if (kernel != null) {
        registers.run(kernel.loops(areExact), this, count);
      } else if (memory != null) {
        registers.load(to, memory, from, count);
      }
    }
  }

  /**
   * Writes a register.
   *
   * @param register the register
   * @param memory where to
   * @param isChecked whether NaN may come up that ND4J drops, and would be seen here
   */
  record Write(int register, Memory memory, boolean isChecked) {}

  /** Makes the registers of a thread ready. */
  void prepare(Registers set) {
    for (Constant constant : constants) {
      set.fill(constant.register, constant.number);
    }
  }

  /** Runs a chunk, once more where NaN, which fast kernels hand on, came up in it. */
  void run(Registers set, long from, int count) {
    run(set, from, count, /* areExact= */ false);
    if (mayHoldNaN(set, count)) {
      run(set, from, count, /* areExact= */ true);
    }
    for (int place = 0; place < writes.size(); place++) {
      set.store(writes.get(place).register, writes.get(place).memory, from, count);
    }
  }

  private void run(Registers set, long from, int count, boolean areExact) {
    for (int place = 0; place < steps.size(); place++) {
      steps.get(place).run(set, from, count, areExact);
    }
  }

  private boolean mayHoldNaN(Registers set, int count) {
    for (int place = 0; place < writes.size(); place++) {
      Write write = writes.get(place);
      if (write.isChecked && set.mayHoldNaN(write.register, count)) {
        return true;
      }
    }
    return false;
  }
}

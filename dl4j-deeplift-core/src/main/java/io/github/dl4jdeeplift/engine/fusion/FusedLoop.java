package io.github.dl4jdeeplift.engine.fusion;

import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A formula with its registers: one pass over all numbers. For one thread at a time. */
public final class FusedLoop {
  /** Numbers of the longest arrays that it takes: Java's buffers count bytes by {@code int}. */
  public static final long LONGEST = Integer.MAX_VALUE / Double.BYTES;

  /** Chunks that are worth another thread's while. */
  private static final int CHUNKS_OF_PART = 4;

  private final DataType dataType;
  private final long length;
  private final List<Memory> memories;
  private final Tape tape;
  private final Workspace workspace;
  private final long bytes;

  /**
   * Makes ready to run.
   *
   * @param formula the formula, complete
   * @param workspace registers shared with other loops of one plan
   */
  public FusedLoop(Formula formula, Workspace workspace) {
    this.tape = TapeWriter.write(formula);
    this.dataType = formula.dataType();
    this.length = formula.length();
    this.memories = List.copyOf(formula.memories());
    this.workspace = workspace;
    this.bytes = workspace.claim(tape.registers());
  }

  /** Returns the bytes that the registers of one thread add to the workspace. */
  public long bytes() {
    return bytes;
  }

  /**
   * Gives an array that is read or written.
   *
   * @param number its number in the order in which the formula reads and writes
   * @param array an array in C order
   */
  public void bind(int number, INDArray array) {
    memories.get(number).bind(array);
  }

  /** Lets go of an array. */
  public void forget(int number) {
    memories.get(number).forget();
  }

  /**
   * Runs over all numbers.
   *
   * @param threads the most threads at a time
   */
  public void run(int threads) {
    List<Registers> sets = workspace.take(dataType, threads);
    long part = (long) CHUNKS_OF_PART * sets.get(0).length();
    int parts = Math.toIntExact((length + part - 1) / part);
    for (int member = 0; member < Math.min(threads, parts); member++) {
      tape.prepare(sets.get(member));
    }
    Crew.run(threads, parts, (member, number) -> run(sets.get(member), number));
  }

  private void run(Registers registers, int part) {
    long chunk = registers.length();
    long end = Math.min(length, (part + 1) * chunk * CHUNKS_OF_PART);
    for (long from = part * chunk * CHUNKS_OF_PART; from < end; from += chunk) {
      tape.run(registers, from, (int) Math.min(chunk, end - from));
    }
  }
}

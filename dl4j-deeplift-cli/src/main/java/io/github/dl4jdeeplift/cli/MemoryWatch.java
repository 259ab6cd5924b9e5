package io.github.dl4jdeeplift.cli;

import java.util.function.DoubleConsumer;
import org.bytedeco.javacpp.Pointer;

/**
 * Has arrays that nobody uses any longer given back before the process grows large.
 *
 * <p>ND4J's arrays lie outside the heap, and are freed when the heap's collector finds that nobody
 * refers to them. The heap hardly grows by them, so that left to itself it would not look for long.
 */
final class MemoryWatch implements DoubleConsumer {
  /** What the virtual machine, the libraries and a network of usual size take. */
  private static final long RUNTIME = 400L << 20;

  /** Looking for garbage takes this part of the time at most. */
  private static final double PART = 0.1;

  private final long limit;
  private long next = System.nanoTime();

  /**
   * Begins to watch.
   *
   * @param room bytes that a batch may take
   */
  MemoryWatch(long room) {
    this.limit = RUNTIME + room;
  }

  /** Looks at the size of the process. */
  @Override
  public void accept(double done) {
    long start = System.nanoTime();
    if (start >= next && Pointer.physicalBytes() > limit) {
      System.gc();
      long end = System.nanoTime();
      next = end + (long) ((end - start) / PART);
    }
  }
}

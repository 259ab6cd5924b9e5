package io.github.dl4jdeeplift.engine;

import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * Runs short operations on the calling thread alone: waking the processor's other threads takes
 * longer than each of them does. The limit is the thread's own; other threads keep theirs.
 */
final class CallingThread {
  /** Numbers that an operation reads and writes about as fast as another thread wakes. */
  private static final long FEW = 1L << 18;

  private CallingThread() {}

  /**
   * Tells whether an operation is short.
   *
   * @param numbers how many numbers it reads and writes
   */
  static boolean suits(long numbers) {
    return numbers <= FEW && Nd4j.getEnvironment().isCPU();
  }

  /** Returns the most threads that work for this one: one where it runs short operations. */
  static int threads() {
    return NativeOpsHolder.getInstance().getDeviceNativeOps().ompGetMaxThreads();
  }

  /** Runs operations one after the other. */
  static void run(Runnable operations) {
    NativeOps threads = NativeOpsHolder.getInstance().getDeviceNativeOps();
    int before = threads.ompGetMaxThreads();
    threads.setOmpNumThreads(1);
    try {
      operations.run();
    } finally {
      threads.setOmpNumThreads(before);
    }
  }
}

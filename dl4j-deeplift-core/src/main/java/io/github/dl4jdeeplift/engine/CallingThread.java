package io.github.dl4jdeeplift.engine;

import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * Runs small operations on the calling thread alone: waking the processor's other threads takes
 * longer than each of them does. The limit is the thread's own; other threads keep theirs.
 */
final class CallingThread {
  /** Numbers of the largest array of which an operation takes no longer than to wake a thread. */
  private static final long SMALL = 1L << 16;

  private CallingThread() {}

  /**
   * Runs operations one after the other.
   *
   * @param largest length of the largest array that one of them makes
   */
  static void run(long largest, Runnable operations) {
    if (largest > SMALL || !Nd4j.getEnvironment().isCPU()) {
      operations.run();
      return;
    }
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

package io.github.dl4jdeeplift.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

class CallingThreadTest {
  private final NativeOps threads = NativeOpsHolder.getInstance().getDeviceNativeOps();
  private int before;

  @BeforeEach
  void giveThreads() {
    before = threads.ompGetMaxThreads();
    threads.setOmpNumThreads(3);
  }

  @AfterEach
  void restoreThreads() {
    threads.setOmpNumThreads(before);
  }

  private int threadsInside(long largest) {
    AtomicInteger inside = new AtomicInteger();
    CallingThread.run(largest, () -> inside.set(threads.ompGetMaxThreads()));
    return inside.get();
  }

  @Test
  void run_ofSmallArrays_usesOneThread() {
    assertEquals(1, threadsInside(64 * 256));
  }

  @Test
  void run_ofLargeArrays_usesAllThreads() {
    assertEquals(3, threadsInside(1 << 20));
  }

  @Test
  void run_thatEndsOrFails_leavesTheThreadsAsTheyWere() {
    threadsInside(1);
    assertEquals(3, threads.ompGetMaxThreads());
    assertThrows(
        IllegalStateException.class,
        () ->
            CallingThread.run(
                1,
                () -> {
                  throw new IllegalStateException();
                }));
    assertEquals(3, threads.ompGetMaxThreads());
  }
}

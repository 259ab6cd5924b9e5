package io.github.dl4jdeeplift.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

  private int threadsInside() {
    AtomicInteger inside = new AtomicInteger();
    CallingThread.run(() -> inside.set(threads.ompGetMaxThreads()));
    return inside.get();
  }

  @Test
  void run_usesOneThread() {
    assertEquals(1, threadsInside());
  }

  @Test
  void operations_ofFewNumbersAlone_suit() {
    assertTrue(CallingThread.suits(64 * 256));
    assertFalse(CallingThread.suits(1 << 20));
  }

  @Test
  void run_thatEndsOrFails_leavesTheThreadsAsTheyWere() {
    threadsInside();
    assertEquals(3, threads.ompGetMaxThreads());
    assertThrows(
        IllegalStateException.class,
        () ->
            CallingThread.run(
                () -> {
                  throw new IllegalStateException();
                }));
    assertEquals(3, threads.ompGetMaxThreads());
  }
}

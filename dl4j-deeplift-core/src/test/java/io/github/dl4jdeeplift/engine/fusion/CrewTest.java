package io.github.dl4jdeeplift.engine.fusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CrewTest {
  @Test
  void run_doesEachPartOnce() {
    Set<Integer> done = ConcurrentHashMap.newKeySet();

    Crew.run(4, 1000, (member, part) -> assertThat(done.add(part)).isTrue());

    assertThat(done).hasSize(1000);
  }

  /** Out of memory in another thread must not leave numbers that nobody wrote. */
  @Test
  void run_throwsTheErrorOfAnyThread() {
    CountDownLatch begun = new CountDownLatch(1);

    assertThatThrownBy(
            () ->
                Crew.run(
                    2,
                    2,
                    (member, part) -> {
                      if (part == 1) {
                        begun.countDown();
                        throw new OutOfMemoryError("of part 1");
                      }
                      waitFor(begun);
                    }))
        .isInstanceOf(OutOfMemoryError.class)
        .hasMessage("of part 1");
  }

  /** Where there is no other thread, this one does both parts. */
  private static void waitFor(CountDownLatch begun) {
    try {
      begun.await(1, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}

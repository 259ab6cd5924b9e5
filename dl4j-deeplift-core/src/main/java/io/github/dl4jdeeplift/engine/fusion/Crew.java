package io.github.dl4jdeeplift.engine.fusion;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * Threads that share out parts of some work. The calling thread begins at once; who comes late
 * finds the less to do, or nothing.
 */
public final class Crew implements Runnable {
  private static final int SPINS = 10_000;

  /** Nanoseconds. */
  private static final long PAUSE = 10_000;

  private final Work work;
  private final int parts;
  private final AtomicInteger members = new AtomicInteger();
  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicInteger done = new AtomicInteger();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  private Crew(int parts, Work work) {
    this.parts = parts;
    this.work = work;
  }

  /** Work in parts that are worth a thread's while. */
  public interface Work {
    /**
     * Does a part.
     *
     * @param member number of the thread
     * @param part number of the part
     */
    void run(int member, int part);
  }

  /**
   * Does all parts.
   *
   * @param threads the most threads at a time
   */
  public static void run(int threads, int parts, Work work) {
    Crew crew = new Crew(parts, work);
    int helpers = Math.min(Math.min(threads, parts) - 1, ForkJoinPool.getCommonPoolParallelism());
    for (int helper = 0; helper < helpers; helper++) {
      ForkJoinPool.commonPool().execute(crew);
    }
    crew.run();
    crew.await();
  }

  @Override
  public void run() {
    int member = members.getAndIncrement();
    for (int part = begun.getAndIncrement(); part < parts; part = begun.getAndIncrement()) {
      try {
        work.run(member, part);
      } catch (RuntimeException | Error thrown) {
        failure.set(thrown); // the caller's, once nobody writes any more
      } finally {
        done.incrementAndGet();
      }
    }
  }

  private void await() {
    for (int spins = 0; done.get() < parts; spins++) {
      if (spins < SPINS) {
        Thread.onSpinWait();
      } else {
        LockSupport.parkNanos(PAUSE);
      }
    }
    Throwable thrown = failure.get();
    if (thrown instanceof Error error) {
      throw error;
    } else if (thrown != null) {
      throw (RuntimeException) thrown;
    }
  }
}

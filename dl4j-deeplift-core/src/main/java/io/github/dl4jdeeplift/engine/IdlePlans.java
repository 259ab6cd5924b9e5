package io.github.dl4jdeeplift.engine;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Plans that nobody runs at the moment, with their memory, up to a limit, that of the call which
 * began last; the plan that has been idle longest goes first. A plan is taken by one thread at a
 * time, so that threads never share arrays.
 */
final class IdlePlans {
  /** All programs of the process share one memory. */
  static final IdlePlans SHARED = new IdlePlans(Tiling.DEFAULT.memory());

  private long limit;
  private final Map<Object, Deque<Entry>> idle = new WeakHashMap<>();
  private long clock;

  private record Entry(List<List<Long>> shapes, Plan plan, long since) {}

  /**
   * Begins without plans.
   *
   * @param limit bytes that idle plans may hold
   */
  IdlePlans(long limit) {
    this.limit = limit;
  }

  /** Takes a plan for shapes of placeholders, the one that was used last; null where none is. */
  synchronized @Nullable Plan take(Object owner, List<List<Long>> shapes) {
    Iterator<Entry> entries = entries(owner).descendingIterator();
    while (entries.hasNext()) {
      Entry entry = entries.next();
      if (entry.shapes.equals(shapes)) {
        entries.remove();
        return entry.plan;
      }
    }
    return null;
  }

  /**
   * Changes the limit.
   *
   * @param bytes bytes that idle plans may hold from now on
   */
  synchronized void limit(long bytes) {
    limit = bytes;
    closeBeyondLimit();
  }

  /** Takes a plan back. */
  synchronized void giveBack(Object owner, List<List<Long>> shapes, Plan plan) {
    entries(owner).addLast(new Entry(shapes, plan, clock++));
    closeBeyondLimit();
  }

  private void closeBeyondLimit() {
    while (bytes() > limit) {
      closeOldest();
    }
  }

  private Deque<Entry> entries(Object owner) {
    return idle.computeIfAbsent(owner, key -> new ArrayDeque<>());
  }

  synchronized long bytes() {
    return idle.values().stream().flatMap(Deque::stream).mapToLong(e -> e.plan.bytes()).sum();
  }

  private void closeOldest() {
    idle.values().stream()
        .filter(entries -> !entries.isEmpty())
        .min(Comparator.comparingLong(entries -> entries.getFirst().since))
        .ifPresent(entries -> entries.removeFirst().plan.close());
  }
}

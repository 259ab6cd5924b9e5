package io.github.dl4jdeeplift.engine;

import io.github.dl4jdeeplift.rule.sequence.Scan;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Runs a SameDiff program: by plans, in which all that depends on shapes alone is worked out once,
 * or by SameDiff's own executor where the program has operations that no plan runs. Threads may
 * share one; each has a plan of its own.
 *
 * <p>SameDiff's sessions never forget the numbers of arrays that they freed, so they are dropped
 * now and then.
 */
final class SameDiffRunner {
  private static final int RUNS_OF_A_SESSION = 1000;

  private final SameDiff sameDiff;

  /** Owns the plans of runs that repeat. */
  private final Object repeated = new Object();

  private final AtomicInteger runs = new AtomicInteger();
  private final Map<List<String>, Optional<Schedule>> schedules = new ConcurrentHashMap<>();

  SameDiffRunner(SameDiff sameDiff) {
    this.sameDiff = sameDiff;
  }

  /**
   * Runs the program.
   *
   * @param fed values of placeholders by their names
   * @param wanted variables to compute, by names of the caller's own
   * @return values by the caller's names; a placeholder's value is the fed array itself
   */
  Results run(Map<String, INDArray> fed, Map<String, SDVariable> wanted) {
    Map<String, INDArray> ordered = inOrder(fed);
    Schedule schedule = schedule(wanted);
    if (schedule == null) {
      return hasScan()
          ? inTurn(ordered, wanted)
          : new Results(bySameDiff(ordered, wanted), () -> {});
    }
    List<List<Long>> shapes = shapes(ordered);
    Plan plan = plan(this, shapes, schedule, ordered);
    AtomicBoolean isOpen = new AtomicBoolean(true);
    return new Results(
        plan.run(ordered),
        () -> {
          if (isOpen.getAndSet(false)) {
            giveBack(this, shapes, plan);
          }
        });
  }

  /**
   * Runs the program several times with one placeholder that differs; what does not depend on it is
   * worked out once.
   *
   * @param fed values of all placeholders by their names
   * @param varying values of the placeholder that differs, of one shape
   * @param wanted variables to compute, by names of the caller's own
   * @param each takes the values of each run, in order; they are overwritten by the next
   */
  void run(
      Map<String, INDArray> fed,
      Varying varying,
      Map<String, SDVariable> wanted,
      Consumer<Map<String, INDArray>> each) {
    Schedule schedule = schedule(wanted);
    Map<String, INDArray> ordered = inOrder(fed);
    if (schedule == null || !schedule.placeholders().containsKey(varying.name)) {
      for (INDArray value : varying.values) {
        ordered.put(varying.name, Contiguous.of(value));
        try (Results results = run(ordered, wanted)) {
          each.accept(results.values);
        }
      }
      return;
    }
    ordered.put(varying.name, Contiguous.of(varying.values.get(0)));
    List<List<Long>> shapes = shapes(ordered);
    Plan plan = plan(repeated, shapes, schedule.repeated(varying.name), ordered);
    each.accept(plan.run(ordered));
    for (INDArray value : varying.values.subList(1, varying.values.size())) {
      ordered.put(varying.name, Contiguous.of(value));
      each.accept(plan.runAgain(ordered));
    }
    giveBack(repeated, shapes, plan);
  }

  /**
   * A placeholder that differs from run to run.
   *
   * @param name its name
   * @param values its values, one at least, of one shape
   */
  record Varying(String name, List<INDArray> values) {}

  private static Plan plan(
      Object owner, List<List<Long>> shapes, Schedule schedule, Map<String, INDArray> fed) {
    Plan idle = IdlePlans.SHARED.take(owner, shapes);
    return idle == null ? PlanWriter.write(schedule, fed) : idle;
  }

  private static void giveBack(Object owner, List<List<Long>> shapes, Plan plan) {
    plan.forget();
    IdlePlans.SHARED.giveBack(owner, shapes, plan);
  }

  private static List<List<Long>> shapes(Map<String, INDArray> fed) {
    return fed.values().stream().map(each -> LongStream.of(each.shape()).boxed().toList()).toList();
  }

  private static Map<String, INDArray> inOrder(Map<String, INDArray> fed) {
    Map<String, INDArray> ordered = new LinkedHashMap<>(fed);
    ordered.replaceAll((name, value) -> Contiguous.of(value));
    return ordered;
  }

  /**
   * What a run gives. The arrays belong to the caller until it closes this: then the next run takes
   * their memory. Results that are never closed keep it.
   *
   * @param values by the caller's names
   * @param release tells that they are needed no more
   */
  record Results(Map<String, INDArray> values, Runnable release) implements AutoCloseable {
    @Override
    public void close() {
      release.run();
    }
  }

  private @Nullable Schedule schedule(Map<String, SDVariable> wanted) {
    List<String> names = wanted.values().stream().map(SDVariable::name).toList();
    return schedules
        .computeIfAbsent(names, key -> Optional.ofNullable(Schedule.of(sameDiff, wanted)))
        .orElse(null);
  }

  private boolean hasScan() {
    return Arrays.stream(sameDiff.ops()).anyMatch(Scan.class::isInstance);
  }

  /** Runs operations that no plan repeats beside scans, which SameDiff's executor does not know. */
  private Results inTurn(Map<String, INDArray> fed, Map<String, SDVariable> wanted) {
    Plan plan = PlanWriter.writeRunning(Schedule.inTurn(sameDiff, wanted), fed);
    return new Results(plan.results(fed), () -> {});
  }

  private Map<String, INDArray> bySameDiff(
      Map<String, INDArray> fed, Map<String, SDVariable> wanted) {
    Set<String> computed = new LinkedHashSet<>();
    for (SDVariable variable : wanted.values()) {
      if (!fed.containsKey(variable.name())) {
        computed.add(variable.name());
      }
    }
    Map<String, INDArray> results =
        computed.isEmpty() ? Map.of() : sameDiff.output(fed, computed.toArray(new String[0]));
    Map<String, INDArray> named = new LinkedHashMap<>();
    wanted.forEach(
        (name, variable) -> {
          INDArray value = fed.get(variable.name());
          named.put(name, value == null ? required(results, variable.name()) : value);
        });
    if (runs.incrementAndGet() % RUNS_OF_A_SESSION == 0) {
      sameDiff.getSessions().remove(Thread.currentThread().getId());
    }
    return named;
  }

  /** Returns the names of the program's operations. */
  List<String> operations() {
    return operations(sameDiff).toList();
  }

  private static Stream<String> operations(SameDiff program) {
    return Arrays.stream(program.ops())
        .flatMap(
            operation ->
                operation instanceof Scan scan
                    ? operations(scan.body().program())
                    : Stream.of(operation.opName()));
  }

  static <K, T> T required(Map<K, T> values, K key) {
    T value = values.get(key);
    if (value == null) {
      throw new IllegalStateException("no value named " + key + " among " + values.keySet());
    }
    return value;
  }

  /**
   * Tells whether all numbers are finite: a sum of absolute values is, just then, unless it
   * overflows.
   */
  static boolean isFinite(INDArray array) {
    return Double.isFinite(array.norm1Number().doubleValue())
        || (Double.isFinite(array.maxNumber().doubleValue())
            && Double.isFinite(array.minNumber().doubleValue())
            && !array.isNaN().any());
  }
}

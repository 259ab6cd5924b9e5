package io.github.dl4jdeeplift.engine;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.functions.DifferentialFunction;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.Shape;

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
    Map<String, INDArray> ordered = new LinkedHashMap<>(fed);
    ordered.replaceAll((name, value) -> inOrder(value));
    Schedule schedule = schedule(wanted);
    if (schedule == null) {
      return new Results(bySameDiff(ordered, wanted), () -> {});
    }
    List<List<Long>> shapes =
        ordered.values().stream()
            .map(each -> LongStream.of(each.shape()).boxed().toList())
            .toList();
    Plan idle = IdlePlans.SHARED.take(this, shapes);
    Plan plan = idle == null ? PlanWriter.write(schedule, ordered) : idle;
    return new Results(
        plan.run(ordered),
        () -> {
          plan.forget();
          IdlePlans.SHARED.giveBack(this, shapes, plan);
        });
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
    return Arrays.stream(sameDiff.ops()).map(DifferentialFunction::opName).toList();
  }

  /**
   * Returns an array in C order, itself where it is. SameDiff reuses the arrays of its last run by
   * shape alone: fed another order than then, ND4J 1.0.0-M2.1 mixes up the numbers.
   */
  static INDArray inOrder(INDArray value) {
    boolean inOrder = value.ordering() == 'c' && Shape.hasDefaultStridesForShape(value);
    return inOrder ? value : value.dup('c');
  }

  static <T> T required(Map<String, T> values, String name) {
    T value = values.get(name);
    if (value == null) {
      throw new IllegalStateException("no value named " + name + " among " + values.keySet());
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

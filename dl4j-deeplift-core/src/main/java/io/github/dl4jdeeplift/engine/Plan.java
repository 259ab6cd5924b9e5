package io.github.dl4jdeeplift.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.functions.DifferentialFunction;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.Op;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A schedule for given shapes: operations with their arrays bound, so that a run is one native call
 * for each. For one thread at a time.
 */
final class Plan {
  private static final INDArray NOTHING = Nd4j.scalar(0);

  private final List<Call> calls;
  private final List<Stretch> all;
  private final List<Stretch> again;
  private final List<Wanted> wanted;
  private final ArrayPool memory;

  /**
   * Made by {@link PlanWriter}.
   *
   * @param calls the operations, in order
   * @param stable number of operations to begin with that {@link #runAgain} leaves out
   * @param wanted the results
   * @param memory the arrays between
   */
  Plan(List<Call> calls, int stable, List<Wanted> wanted, ArrayPool memory) {
    this.calls = List.copyOf(calls);
    this.all = Stretch.of(this.calls);
    this.again = stable == 0 ? all : Stretch.of(this.calls.subList(stable, calls.size()));
    this.wanted = List.copyOf(wanted);
    this.memory = memory;
  }

  /**
   * An array that is another one in each run.
   *
   * @param isInput whether the operation reads it, else writes it
   * @param place its place among the operation's inputs or outputs
   * @param placeholder the placeholder
   * @param shape the shape that the operation sees
   */
  record Binding(boolean isInput, int place, String placeholder, long[] shape) {
    void bind(OpContext context, INDArray array) {
      if (isInput) {
        context.setInputArray(place, array);
      } else {
        context.setOutputArray(place, array);
      }
    }

    INDArray array(Map<String, INDArray> fed) {
      return shaped(SameDiffRunner.required(fed, placeholder), shape);
    }
  }

  /**
   * A result.
   *
   * @param name the caller's name
   * @param array where it lies, or an array of its shape where it is a fed one
   * @param placeholder the placeholder that it shows, or null
   */
  record Wanted(String name, INDArray array, @Nullable String placeholder) {
    INDArray value(Map<String, INDArray> fed) {
      return placeholder == null
          ? array
          : shaped(SameDiffRunner.required(fed, placeholder), array.shape());
    }
  }

  /** One step of a plan. */
  interface Call {
    /**
     * Runs it.
     *
     * @param fed arrays in C order by placeholder
     */
    void run(Map<String, INDArray> fed);

    /** Lets go of the arrays that were fed. */
    void forget();

    /** Tells whether it takes less time than other threads need to wake. */
    default boolean isShort() {
      return false;
    }

    /** Returns the bytes of memory that it has beside the plan's. */
    default long bytes() {
      return 0;
    }

    /** Frees that memory at once. */
    default void close() {}
  }

  /**
   * An operation with its arrays.
   *
   * @param operation the operation
   * @param context holds the arrays and arguments
   * @param bindings inputs and outputs that come from outside
   * @param isShort whether it takes less time than other threads need to wake
   */
  record Native(
      DifferentialFunction operation, OpContext context, List<Binding> bindings, boolean isShort)
      implements Call {
    @Override
    public void run(Map<String, INDArray> fed) {
      bindings.forEach(binding -> binding.bind(context, binding.array(fed)));
      if (operation instanceof CustomOp custom) {
        Nd4j.getExecutioner().exec(custom, context);
      } else {
        Nd4j.getExecutioner().exec((Op) operation, context);
      }
    }

    /**
     * Binds the plan's own arrays anew. A context of ND4J 1.0.0-M2.1 keeps the memory of every
     * array that it was ever given, replaced or not, until it is purged.
     */
    @Override
    public void forget() {
      if (bindings.isEmpty()) {
        return;
      }
      List<INDArray> inputs = new ArrayList<>(context.getInputArrays());
      List<INDArray> outputs = new ArrayList<>(context.getOutputArrays());
      for (Binding binding : bindings) {
        (binding.isInput ? inputs : outputs).set(binding.place, NOTHING);
      }
      context.purge();
      context.setInputArrays(inputs);
      context.setOutputArrays(outputs);
    }
  }

  /**
   * Neighboring steps that are short alike, or none of them is.
   *
   * @param areShort whether they are
   * @param calls the steps
   */
  private record Stretch(boolean areShort, List<Call> calls) {
    static List<Stretch> of(List<Call> calls) {
      List<Stretch> stretches = new ArrayList<>();
      for (int from = 0, to = 0; from < calls.size(); from = to) {
        boolean areShort = calls.get(from).isShort();
        while (to < calls.size() && calls.get(to).isShort() == areShort) {
          to++;
        }
        stretches.add(new Stretch(areShort, calls.subList(from, to)));
      }
      return List.copyOf(stretches);
    }

    void run(Map<String, INDArray> fed) {
      if (areShort) {
        CallingThread.run(() -> calls.forEach(call -> call.run(fed)));
      } else {
        calls.forEach(call -> call.run(fed));
      }
    }
  }

  private static INDArray shaped(INDArray array, long[] shape) {
    return Arrays.equals(array.shape(), shape) ? array : array.reshape('c', shape);
  }

  /**
   * Runs the operations.
   *
   * @param fed arrays in C order by placeholder
   * @return the results by the caller's names; they lie in this plan's memory until it runs again
   */
  Map<String, INDArray> run(Map<String, INDArray> fed) {
    return run(all, fed);
  }

  /**
   * Runs the operations that depend on what varies, after a run of all.
   *
   * @param fed arrays in C order by placeholder, but one the same as then
   * @return the results by the caller's names
   */
  Map<String, INDArray> runAgain(Map<String, INDArray> fed) {
    return run(again, fed);
  }

  private Map<String, INDArray> run(List<Stretch> some, Map<String, INDArray> fed) {
    some.forEach(stretch -> stretch.run(fed));
    return results(fed);
  }

  /**
   * Returns the results of the last run.
   *
   * @param fed arrays in C order by placeholder
   */
  Map<String, INDArray> results(Map<String, INDArray> fed) {
    Map<String, INDArray> results = new LinkedHashMap<>();
    wanted.forEach(each -> results.put(each.name, each.value(fed)));
    return results;
  }

  List<Call> calls() {
    return calls;
  }

  /** Lets go of the arrays that were fed. */
  void forget() {
    calls.forEach(Call::forget);
  }

  /** Returns the bytes of its memory. */
  long bytes() {
    return memory.bytes() + calls.stream().mapToLong(Call::bytes).sum();
  }

  /** Frees the memory at once. */
  void close() {
    calls.forEach(Call::close);
    memory.close();
  }
}

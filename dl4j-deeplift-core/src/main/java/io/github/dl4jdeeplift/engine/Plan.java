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
  private final List<Wanted> wanted;
  private final ArrayPool memory;

  /**
   * Made by {@link PlanWriter}.
   *
   * @param calls the operations, in order
   * @param wanted the results
   * @param memory the arrays between
   */
  Plan(List<Call> calls, List<Wanted> wanted, ArrayPool memory) {
    this.calls = List.copyOf(calls);
    this.wanted = List.copyOf(wanted);
    this.memory = memory;
  }

  /**
   * An input that is another array in each run.
   *
   * @param place its place among the operation's inputs
   * @param placeholder the placeholder
   * @param shape the shape that the operation sees
   */
  record Binding(int place, String placeholder, long[] shape) {
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

  /**
   * An operation with its arrays.
   *
   * @param operation the operation
   * @param context holds the arrays and arguments
   * @param bindings inputs that come from outside
   */
  record Call(DifferentialFunction operation, OpContext context, List<Binding> bindings) {
    void run() {
      if (operation instanceof CustomOp custom) {
        Nd4j.getExecutioner().exec(custom, context);
      } else {
        Nd4j.getExecutioner().exec((Op) operation, context);
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
    for (Call call : calls) {
      for (Binding binding : call.bindings) {
        call.context.setInputArray(binding.place, binding.array(fed));
      }
      call.run();
    }
    Map<String, INDArray> results = new LinkedHashMap<>();
    wanted.forEach(each -> results.put(each.name, each.value(fed)));
    return results;
  }

  /** Lets go of the arrays that were fed. */
  void forget() {
    calls.stream().filter(call -> !call.bindings.isEmpty()).forEach(Plan::forget);
  }

  /**
   * Binds the plan's own arrays anew. A context of ND4J 1.0.0-M2.1 keeps the memory of every array
   * that it was ever given, replaced or not, until it is purged.
   */
  private static void forget(Call call) {
    List<INDArray> inputs = new ArrayList<>(call.context.getInputArrays());
    List<INDArray> outputs = new ArrayList<>(call.context.getOutputArrays());
    call.bindings.forEach(binding -> inputs.set(binding.place, NOTHING));
    call.context.purge();
    for (int place = 0; place < inputs.size(); place++) {
      call.context.setInputArray(place, inputs.get(place));
    }
    for (int place = 0; place < outputs.size(); place++) {
      call.context.setOutputArray(place, outputs.get(place));
    }
  }

  long bytes() {
    return memory.bytes();
  }

  /** Frees the memory at once. */
  void close() {
    memory.close();
  }
}

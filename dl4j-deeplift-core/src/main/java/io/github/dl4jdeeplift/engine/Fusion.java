package io.github.dl4jdeeplift.engine;

import io.github.dl4jdeeplift.engine.fusion.Formula;
import io.github.dl4jdeeplift.engine.fusion.FusedLoop;
import io.github.dl4jdeeplift.engine.fusion.Layout;
import io.github.dl4jdeeplift.engine.fusion.Operation;
import io.github.dl4jdeeplift.engine.fusion.Workspace;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Collects the steps of a plan that work number by number, and writes them as one step where
 * something else needs what they make. Until then their variables have a shape, but no memory.
 */
final class Fusion {
  private final PlanVariables variables;
  private final PlanMemory memory;
  private final Sink sink;
  private final Workspace workspace = new Workspace();
  private final Map<Integer, FusedSteps> waiting = new HashMap<>();

  /** Takes what is written. */
  interface Sink {
    /** Adds a step of several. */
    void add(Plan.Call call);

    /** Writes a step alone, after the step of a number. */
    void write(Step step, int time);
  }

  Fusion(PlanVariables variables, PlanMemory memory, Sink sink) {
    this.variables = variables;
    this.memory = memory;
    this.sink = sink;
  }

  /** Takes a step if it works number by number. */
  boolean takes(Step step, int index) {
    Operation operation = Operation.of(step.operation());
    if (operation == null || step.outputs().length != 1 || !areAlike(step.inputs())) {
      return false;
    }
    long[] shape = broadcast(step.inputs());
    long length = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    // Smaller values than the result's are read from memory.
    for (int input : step.inputs()) {
      FusedSteps steps = waiting.get(input);
      if (steps != null && steps.length != length) {
        write(steps, index - 1);
      }
    }
    for (int input : step.inputs()) {
      if (!waiting.containsKey(input) && Layout.of(shape, shape(input)) == null) {
        return false;
      }
    }
    add(step, operation, shape, length);
    return true;
  }

  private boolean areAlike(int[] inputs) {
    DataType dataType = variables.array(inputs[0]).dataType();
    return (dataType == DataType.FLOAT || dataType == DataType.DOUBLE)
        && Arrays.stream(inputs)
            .allMatch(
                input ->
                    variables.array(input).dataType() == dataType
                        && !variables.array(input).isEmpty());
  }

  private long[] shape(int variable) {
    return variables.array(variable).shape();
  }

  private long[] broadcast(int[] inputs) {
    long[] result = shape(inputs[0]).clone();
    for (int input : inputs) {
      long[] other = shape(input);
      if (other.length > result.length) {
        long[] longer = other.clone();
        merge(longer, result);
        result = longer;
      } else {
        merge(result, other);
      }
    }
    return result;
  }

  private static void merge(long[] longer, long[] other) {
    int shift = longer.length - other.length;
    for (int axis = 0; axis < other.length; axis++) {
      longer[axis + shift] = Math.max(longer[axis + shift], other[axis]);
    }
  }

  private void add(Step step, Operation operation, long[] shape, long length) {
    FusedSteps joined = null;
    for (int input : step.inputs()) {
      FusedSteps steps = waiting.get(input);
      if (steps == null) {
        memory.pin(input);
      } else if (joined == null) {
        joined = steps;
      } else if (joined != steps) {
        joined.join(steps);
        for (int made : steps.made()) {
          waiting.put(made, joined);
        }
      }
    }
    INDArray first = variables.array(step.inputs()[0]);
    FusedSteps steps = joined == null ? new FusedSteps(first.dataType(), length) : joined;
    int output = step.outputs()[0];
    boolean isPreset = variables.isSet(output);
    steps.entries.add(new FusedSteps.Entry(step, operation, shape, isPreset));
    if (!isPreset) {
      variables.set(output, shapeAlone(first.dataType(), shape));
    }
    waiting.put(output, steps);
  }

  /** Returns an array that has a shape, but no memory: operations may ask for nothing else. */
  private static INDArray shapeAlone(DataType dataType, long[] shape) {
    return Nd4j.create(
        Nd4j.createBuffer(dataType, 1, true), shape, new long[shape.length], 0, 'c', dataType);
  }

  boolean holds(int variable) {
    return waiting.containsKey(variable);
  }

  /** Takes a view of what waits. */
  void show(int input, int output, long[] shape) {
    FusedSteps steps = SameDiffRunner.requiredAt(waiting, input);
    steps.views.put(output, new FusedSteps.View(steps.source(input), shape));
    variables.set(output, shapeAlone(steps.dataType, shape));
    waiting.put(output, steps);
  }

  /** Writes what makes variables, after the step of a number. */
  void write(int[] needed, int time) {
    for (int variable : needed) {
      FusedSteps steps = waiting.get(variable);
      if (steps != null) {
        write(steps, time);
      }
    }
  }

  /** Writes all that waits, after the step of a number. */
  void writeAll(int time) {
    for (FusedSteps steps : new LinkedHashSet<>(waiting.values())) {
      write(steps, time);
    }
  }

  private void write(FusedSteps steps, int time) {
    steps.made().forEach(waiting::remove);
    for (FusedSteps.Entry entry : steps.entries) {
      if (!entry.isPreset()) {
        variables.clear(entry.output());
      }
    }
    steps.views.keySet().forEach(variables::clear);
    Set<Integer> made = steps.made();
    for (FusedSteps.Entry entry : steps.entries) {
      for (int input : entry.step().inputs()) {
        if (!made.contains(input)) {
          memory.unpin(input);
        }
      }
    }
    if (steps.entries.size() == 1) {
      sink.write(steps.entries.get(0).step(), time);
    } else {
      sink.add(call(steps, time));
      memory.release(steps.read().stream().mapToInt(each -> each).toArray(), time, variables);
    }
    steps.views.forEach(
        (view, shown) -> {
          if (variables.isSet(shown.of())) {
            variables.show(shown.of(), view, shown.shape());
            memory.show(shown.of(), view);
          }
        });
  }

  private FusedCall call(FusedSteps steps, int time) {
    Call call = new Call(steps);
    for (FusedSteps.Entry entry : steps.entries) {
      call.apply(entry);
    }
    for (FusedSteps.Entry entry : steps.entries) {
      int output = entry.output();
      if (entry.isPreset() || memory.isNeeded(output, time)) {
        if (!entry.isPreset()) {
          memory.allocate(output, steps.dataType, entry.shape(), variables);
        }
        call.write(entry);
      }
    }
    return call.done();
  }

  /** A call as it is written. */
  private final class Call {
    private final FusedSteps steps;
    private final Formula formula;
    private final Map<Integer, Integer> values = new HashMap<>();
    private final Map<Integer, Integer> bound = new LinkedHashMap<>();
    private long numbers;
    private int count;

    Call(FusedSteps steps) {
      this.steps = steps;
      this.formula = new Formula(steps.dataType, steps.length);
    }

    void apply(FusedSteps.Entry entry) {
      int[] inputs = entry.step().inputs();
      int[] operands = new int[inputs.length];
      for (int place = 0; place < inputs.length; place++) {
        Integer known = values.get(steps.source(inputs[place]));
        operands[place] = known == null ? read(inputs[place], entry.shape()) : known;
      }
      values.put(entry.output(), formula.apply(entry.operation(), operands));
    }

    private int read(int variable, long[] shape) {
      Layout layout = layout(shape, shape(variable));
      bind(variable);
      int value = formula.read(layout);
      if (layout.isPlain()) {
        values.put(variable, value);
      }
      return value;
    }

    private Layout layout(long[] shape, long[] own) {
      @Nullable Layout layout = Layout.of(shape, own);
      if (layout == null) {
        throw new IllegalStateException("runs of " + Arrays.toString(own) + " are too short");
      }
      return layout;
    }

    private void bind(int variable) {
      numbers += variables.array(variable).length();
      bound.put(count++, variable);
    }

    void write(FusedSteps.Entry entry) {
      bind(entry.output());
      formula.write(
          SameDiffRunner.requiredAt(values, entry.output()), layout(entry.shape(), entry.shape()));
    }

    FusedCall done() {
      FusedLoop loop = new FusedLoop(formula, workspace);
      Map<Integer, String> fed = new LinkedHashMap<>();
      bound.forEach(
          (number, variable) -> {
            String name = variables.placeholder(variable);
            if (name == null) {
              loop.bind(number, variables.array(variable));
            } else {
              fed.put(number, name);
            }
          });
      return new FusedCall(loop, Map.copyOf(fed), CallingThread.suits(numbers));
    }
  }
}

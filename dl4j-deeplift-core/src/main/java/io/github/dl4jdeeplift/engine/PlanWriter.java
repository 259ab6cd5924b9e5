package io.github.dl4jdeeplift.engine;

import io.github.dl4jdeeplift.rule.sequence.Scan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.BaseOp;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.api.shape.LongShapeDescriptor;
import org.nd4j.linalg.factory.Nd4j;

/** Works out a schedule for given shapes of the placeholders: every array, every context. */
final class PlanWriter {
  private final Schedule schedule;
  private final INDArray[] arrays;
  private final PlanMemory memory;
  private final String[] placeholders;
  private final boolean[] isConstant;
  private final List<Plan.Call> calls = new ArrayList<>();

  /** Arrays for operations that run as soon as they are written; null where they only run later. */
  private @Nullable Map<String, INDArray> running;

  private PlanWriter(Schedule schedule, Map<String, INDArray> fed) {
    this.schedule = schedule;
    this.arrays = schedule.constants().clone();
    this.memory = new PlanMemory(schedule);
    this.placeholders = new String[arrays.length];
    this.isConstant = new boolean[arrays.length];
    for (int variable = 0; variable < arrays.length; variable++) {
      isConstant[variable] = arrays[variable] != null;
    }
    schedule
        .placeholders()
        .forEach(
            (name, number) -> {
              placeholders[number] = name;
              arrays[number] = SameDiffRunner.required(fed, name);
            });
  }

  /**
   * Writes a plan.
   *
   * @param fed arrays in C order by placeholder, of the shapes that the plan is for
   */
  static Plan write(Schedule schedule, Map<String, INDArray> fed) {
    return write(schedule, fed, Map.of());
  }

  /**
   * Writes a plan whose results lie in arrays of the caller's.
   *
   * @param fed arrays in C order by placeholder, of the shapes that the plan is for
   * @param results arrays for wanted variables by the caller's names; each run must be fed others,
   *     or the same, by these names
   */
  static Plan write(Schedule schedule, Map<String, INDArray> fed, Map<String, INDArray> results) {
    PlanWriter writer = new PlanWriter(schedule, fed);
    results.forEach(
        (name, array) -> {
          int number = SameDiffRunner.required(schedule.wanted(), name);
          writer.arrays[number] = array;
          writer.placeholders[number] = name;
        });
    return writer.plan();
  }

  /**
   * Writes a plan and runs each operation at once, so that shapes may depend on numbers that the
   * program works out. The plan's results are there, and it cannot run again.
   *
   * @param fed arrays in C order by placeholder
   */
  static Plan writeRunning(Schedule schedule, Map<String, INDArray> fed) {
    PlanWriter writer = new PlanWriter(schedule, fed);
    writer.running = fed;
    return writer.plan();
  }

  private Plan plan() {
    int stable = 0;
    for (int index = 0; index < schedule.steps().size(); index++) {
      write(schedule.steps().get(index), index);
      stable = index < schedule.stable() ? calls.size() : stable;
    }
    List<Plan.Wanted> wanted = new ArrayList<>();
    schedule
        .wanted()
        .forEach(
            (name, number) ->
                wanted.add(new Plan.Wanted(name, arrays[number], placeholders[number])));
    return new Plan(calls, stable, wanted, memory.pool());
  }

  private void write(Step step, int index) {
    if (step.operation() instanceof Scan scan) {
      scan(step, index, scan);
      memory.release(step, index, arrays);
      return;
    }
    OpContext context = Nd4j.getExecutioner().buildContext();
    List<LongShapeDescriptor> shapes = shapes(step, context);
    if (step.isView()) {
      show(step, shapes.get(0).getShape());
    } else if (readsConstantsAlone(step)) {
      fold(step, context, shapes);
    } else {
      memory.allocate(step, index, arrays, shapes);
      for (int place = 0; place < step.outputs().length; place++) {
        context.setOutputArray(place, arrays[step.outputs()[place]]);
      }
      add(new Plan.Native(step.operation(), context, bindings(step), isShort(step)));
    }
    memory.release(step, index, arrays);
  }

  private void scan(Step step, int index, Scan scan) {
    List<INDArray> inputs = Arrays.stream(step.inputs()).mapToObj(each -> arrays[each]).toList();
    memory.allocate(step, index, arrays, ScanCall.shapes(scan, inputs));
    List<INDArray> outputs = Arrays.stream(step.outputs()).mapToObj(each -> arrays[each]).toList();
    add(new ScanCall(scan, inputs, outputs, bindings(step)));
  }

  private void add(Plan.Call call) {
    calls.add(call);
    if (running != null) {
      call.run(running);
    }
  }

  private List<LongShapeDescriptor> shapes(Step step, OpContext context) {
    for (int place = 0; place < step.inputs().length; place++) {
      context.setInputArray(place, arrays[step.inputs()[place]]);
    }
    if (step.operation() instanceof DynamicCustomOp custom) {
      context.setArgs(null, custom.iArgs(), custom.dArgs(), custom.tArgs(), custom.bArgs());
      List<LongShapeDescriptor> shapes = custom.calculateOutputShape(context);
      context.shapeFunctionOverride(true);
      return shapes;
    }
    return ((BaseOp) step.operation()).calculateOutputShape(context);
  }

  private void show(Step step, long[] shape) {
    int input = step.inputs()[0];
    int output = step.outputs()[0];
    arrays[output] = arrays[input].reshape('c', shape);
    isConstant[output] = isConstant[input];
    placeholders[output] = placeholders[input];
    memory.show(input, output);
  }

  private boolean readsConstantsAlone(Step step) {
    return step.inputs().length > 0
        && Arrays.stream(step.inputs()).allMatch(input -> isConstant[input]);
  }

  private void fold(Step step, OpContext context, List<LongShapeDescriptor> shapes) {
    for (int place = 0; place < step.outputs().length; place++) {
      LongShapeDescriptor shape = shapes.get(place);
      int output = step.outputs()[place];
      arrays[output] = Nd4j.createUninitialized(shape.dataType(), shape.getShape(), 'c');
      isConstant[output] = true;
      context.setOutputArray(place, arrays[output]);
    }
    new Plan.Native(step.operation(), context, List.of(), false).run(Map.of());
  }

  private boolean isShort(Step step) {
    long numbers =
        IntStream.concat(IntStream.of(step.inputs()), IntStream.of(step.outputs()))
            .mapToLong(variable -> arrays[variable].length())
            .sum();
    return CallingThread.suits(step.multiplies() ? MULTIPLICATION * numbers : numbers);
  }

  /** How much longer products of matrices take than an operation of as many numbers. */
  private static final int MULTIPLICATION = 4;

  private List<Plan.Binding> bindings(Step step) {
    List<Plan.Binding> bindings = new ArrayList<>();
    bind(step.inputs(), true, bindings);
    bind(step.outputs(), false, bindings);
    return List.copyOf(bindings);
  }

  private void bind(int[] variables, boolean areInputs, List<Plan.Binding> bindings) {
    for (int place = 0; place < variables.length; place++) {
      String name = placeholders[variables[place]];
      if (name != null) {
        long[] shape = arrays[variables[place]].shape().clone();
        bindings.add(new Plan.Binding(areInputs, place, name, shape));
      }
    }
  }
}

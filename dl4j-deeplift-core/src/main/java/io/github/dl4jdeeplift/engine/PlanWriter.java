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
  private final PlanVariables variables;
  private final PlanMemory memory;
  private final Fusion fusion;
  private final List<Plan.Call> calls = new ArrayList<>();

  /** Arrays for operations that run as soon as they are written; null where they only run later. */
  private @Nullable Map<String, INDArray> running;

  private PlanWriter(Schedule schedule, Map<String, INDArray> fed) {
    this.schedule = schedule;
    this.variables = new PlanVariables(schedule, fed);
    this.memory = new PlanMemory(schedule);
    this.fusion = new Fusion(schedule, variables, memory, new Calls());
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
        (name, array) ->
            writer.variables.feed(name, SameDiffRunner.required(schedule.wanted(), name), array));
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
    int count = schedule.steps().size();
    for (int index = 0; index <= count; index++) {
      if (index == schedule.stable() || index == count) {
        fusion.writeAll(index - 1);
      }
      stable = index == schedule.stable() ? calls.size() : stable;
      if (index < count) {
        write(schedule.steps().get(index), index);
      }
    }
    fusion.write(schedule.wanted().values().stream().mapToInt(each -> each).toArray(), count - 1);
    List<Plan.Wanted> wanted = new ArrayList<>();
    schedule
        .wanted()
        .forEach(
            (name, number) ->
                wanted.add(
                    new Plan.Wanted(name, variables.array(number), variables.placeholder(number))));
    return new Plan(calls, stable, wanted, memory.pool());
  }

  private void write(Step step, int index) {
    boolean mayWait =
        running == null && Nd4j.getEnvironment().isCPU() && !readsConstantsAlone(step);
    if (!mayWait || !fusion.takes(step, index)) {
      fusion.write(step.inputs(), index - 1);
      writeAlone(step, index);
    }
  }

  /** What waiting steps are written to. */
  private final class Calls implements Waiting.Sink {
    @Override
    public void add(Plan.Call call) {
      PlanWriter.this.add(call);
    }

    @Override
    public void write(Step step, int time) {
      writeAlone(step, time);
    }

    @Override
    public List<long[]> shapes(Step step) {
      OpContext context = Nd4j.getExecutioner().buildContext();
      return PlanWriter.this.shapes(step, context).stream()
          .map(LongShapeDescriptor::getShape)
          .toList();
    }
  }

  private void writeAlone(Step step, int index) {
    if (step.operation() instanceof Scan scan) {
      scan(step, index, scan);
      memory.release(step, index, variables);
      return;
    }
    OpContext context = Nd4j.getExecutioner().buildContext();
    List<LongShapeDescriptor> shapes = shapes(step, context);
    if (step.isView()) {
      show(step, shapes.get(0).getShape());
    } else if (readsConstantsAlone(step)) {
      fold(step, context, shapes);
    } else {
      memory.allocate(step, index, variables, shapes);
      for (int place = 0; place < step.outputs().length; place++) {
        context.setOutputArray(place, variables.array(step.outputs()[place]));
      }
      add(new Plan.Native(step.operation(), context, bindings(step), isShort(step)));
    }
    memory.release(step, index, variables);
  }

  private void scan(Step step, int index, Scan scan) {
    List<INDArray> inputs = Arrays.stream(step.inputs()).mapToObj(variables::array).toList();
    memory.allocate(step, index, variables, ScanCall.shapes(scan, inputs));
    List<INDArray> outputs = Arrays.stream(step.outputs()).mapToObj(variables::array).toList();
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
      context.setInputArray(place, variables.array(step.inputs()[place]));
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
    variables.show(input, output, shape);
    memory.show(input, output);
  }

  private boolean readsConstantsAlone(Step step) {
    return step.inputs().length > 0 && Arrays.stream(step.inputs()).allMatch(variables::isConstant);
  }

  private void fold(Step step, OpContext context, List<LongShapeDescriptor> shapes) {
    for (int place = 0; place < step.outputs().length; place++) {
      LongShapeDescriptor shape = shapes.get(place);
      INDArray folded = Nd4j.createUninitialized(shape.dataType(), shape.getShape(), 'c');
      variables.setConstant(step.outputs()[place], folded);
      context.setOutputArray(place, folded);
    }
    new Plan.Native(step.operation(), context, List.of(), false).run(Map.of());
  }

  private boolean isShort(Step step) {
    long numbers =
        IntStream.concat(IntStream.of(step.inputs()), IntStream.of(step.outputs()))
            .mapToLong(variable -> variables.array(variable).length())
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

  private void bind(int[] some, boolean areInputs, List<Plan.Binding> bindings) {
    for (int place = 0; place < some.length; place++) {
      String name = variables.placeholder(some[place]);
      if (name != null) {
        long[] shape = variables.array(some[place]).shape().clone();
        bindings.add(new Plan.Binding(areInputs, place, name, shape));
      }
    }
  }
}

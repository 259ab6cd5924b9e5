package io.github.dl4jdeeplift.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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

  private PlanWriter(Schedule schedule) {
    this.schedule = schedule;
    this.arrays = schedule.constants().clone();
    this.memory = new PlanMemory(schedule);
    this.placeholders = new String[arrays.length];
    this.isConstant = new boolean[arrays.length];
    for (int variable = 0; variable < arrays.length; variable++) {
      isConstant[variable] = arrays[variable] != null;
    }
    schedule.placeholders().forEach((name, number) -> placeholders[number] = name);
  }

  /**
   * Writes a plan.
   *
   * @param fed arrays in C order by placeholder, of the shapes that the plan is for
   */
  static Plan write(Schedule schedule, Map<String, INDArray> fed) {
    PlanWriter writer = new PlanWriter(schedule);
    schedule
        .placeholders()
        .forEach((name, number) -> writer.arrays[number] = SameDiffRunner.required(fed, name));
    for (int index = 0; index < schedule.steps().size(); index++) {
      writer.write(schedule.steps().get(index), index);
    }
    return writer.plan();
  }

  private Plan plan() {
    List<Plan.Wanted> wanted = new ArrayList<>();
    schedule
        .wanted()
        .forEach(
            (name, number) ->
                wanted.add(new Plan.Wanted(name, arrays[number], placeholders[number])));
    return new Plan(calls, wanted, memory.pool());
  }

  private void write(Step step, int index) {
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
      calls.add(new Plan.Call(step.operation(), context, bindings(step)));
    }
    memory.release(step, index, arrays);
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
    new Plan.Call(step.operation(), context, List.of()).run();
  }

  private List<Plan.Binding> bindings(Step step) {
    List<Plan.Binding> bindings = new ArrayList<>();
    for (int place = 0; place < step.inputs().length; place++) {
      int input = step.inputs()[place];
      if (placeholders[input] != null) {
        bindings.add(new Plan.Binding(place, placeholders[input], arrays[input].shape().clone()));
      }
    }
    return List.copyOf(bindings);
  }
}

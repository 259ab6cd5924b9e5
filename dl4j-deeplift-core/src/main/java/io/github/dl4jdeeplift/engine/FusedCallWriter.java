package io.github.dl4jdeeplift.engine;

import io.github.dl4jdeeplift.engine.fusion.Formula;
import io.github.dl4jdeeplift.engine.fusion.FusedLoop;
import io.github.dl4jdeeplift.engine.fusion.Layout;
import io.github.dl4jdeeplift.engine.fusion.Strided;
import io.github.dl4jdeeplift.engine.fusion.Workspace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;

/** Writes one call of steps that work number by number. */
final class FusedCallWriter {
  private final PlanVariables variables;
  private final Formula formula;
  private final Map<Integer, Integer> made = new HashMap<>();
  private final Map<List<Object>, Integer> read = new HashMap<>();

  /** Variables in whose memory something is read or written, in order. */
  private final List<Integer> bound = new ArrayList<>();

  private long numbers;

  FusedCallWriter(PlanVariables variables, DataType dataType, long length) {
    this.variables = variables;
    this.formula = new Formula(dataType, length);
  }

  /** Adds a step. */
  void apply(FusedSteps steps, FusedSteps.Entry entry) {
    int[] inputs = entry.step().inputs();
    int[] operands = new int[inputs.length];
    for (int place = 0; place < inputs.length; place++) {
      Integer known = made.get(steps.source(inputs[place]));
      operands[place] = known == null ? read(inputs[place], entry.shape()) : known;
    }
    made.put(entry.output(), formula.apply(entry.operation(), operands));
  }

  private int read(int variable, long[] shape) {
    List<Object> key = List.of(variable, Arrays.toString(shape));
    Integer known = read.get(key);
    if (known != null) {
      return known;
    }
    PlanVariables.Part part = variables.part(variable);
    Layout layout = quick(Layout.of(shape, variables.shape(variable), part.place()));
    bind(part.of(), variable);
    int value = formula.read(layout);
    read.put(key, value);
    return value;
  }

  private static Layout quick(@Nullable Layout layout) {
    if (layout == null) {
      throw new IllegalStateException("runs of numbers are too short");
    }
    return layout;
  }

  private void bind(int variable, int part) {
    numbers += variables.array(part).length();
    bound.add(variable);
  }

  /** Writes what a step makes to memory. */
  void write(FusedSteps.Entry entry) {
    write(SameDiffRunner.required(made, entry.output()), entry.output());
  }

  private void write(int value, int variable) {
    PlanVariables.Part part = variables.part(variable);
    long[] shape = variables.shape(variable);
    bind(part.of(), variable);
    formula.write(value, quick(Layout.of(shape, shape, part.place())));
  }

  /** Copies a part of another variable to a variable of its shape. */
  static FusedCall copy(PlanVariables variables, PlanVariables.Part from, int to, Workspace space) {
    long[] shape = variables.shape(to);
    FusedCallWriter writer =
        new FusedCallWriter(variables, dataType(variables, to), Strided.length(shape));
    writer.bind(from.of(), to);
    int value = writer.formula.read(quick(Layout.of(shape, shape, from.place())));
    writer.write(value, to);
    return writer.call(space);
  }

  /** Fills a place in a variable with a number. */
  static FusedCall fill(
      PlanVariables variables, PlanVariables.Part part, double number, Workspace space) {
    long[] length = {part.place().length()};
    DataType dataType = dataType(variables, part.of());
    FusedCallWriter writer = new FusedCallWriter(variables, dataType, length[0]);
    writer.numbers = length[0];
    writer.bound.add(part.of());
    int value = writer.formula.constant(number);
    writer.formula.write(value, quick(Layout.of(length, length, part.place())));
    return writer.call(space);
  }

  private static DataType dataType(PlanVariables variables, int variable) {
    return variables.array(variable).dataType();
  }

  /** Returns the call. */
  FusedCall call(Workspace workspace) {
    FusedLoop loop = new FusedLoop(formula, workspace);
    Map<Integer, String> fed = new LinkedHashMap<>();
    for (int number = 0; number < bound.size(); number++) {
      String name = variables.placeholder(bound.get(number));
      if (name == null) {
        loop.bind(number, variables.array(bound.get(number)));
      } else {
        fed.put(number, name);
      }
    }
    return FusedCall.of(loop, Map.copyOf(fed), CallingThread.suits(numbers));
  }
}

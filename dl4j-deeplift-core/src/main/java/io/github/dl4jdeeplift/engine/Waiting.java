package io.github.dl4jdeeplift.engine;

import io.github.dl4jdeeplift.engine.fusion.Strided;
import io.github.dl4jdeeplift.engine.fusion.Workspace;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Variables of a plan that have a shape, but no memory yet: steps that work number by number will
 * make them, all that belong together in one call, as soon as something else needs one.
 */
final class Waiting {
  private final PlanVariables variables;
  private final PlanMemory memory;
  private final Sink sink;
  private final Workspace workspace = new Workspace();
  private final Map<Integer, FusedSteps> steps = new HashMap<>();
  private final Map<Integer, Assembly> assemblies = new HashMap<>();

  /** Takes what is written. */
  interface Sink {
    /** Adds a call. */
    void add(Plan.Call call);

    /** Writes a step alone, after the step of a number. */
    void write(Step step, int time);

    /** Returns the shapes of a step's outputs. */
    List<long[]> shapes(Step step);
  }

  Waiting(PlanVariables variables, PlanMemory memory, Sink sink) {
    this.variables = variables;
    this.memory = memory;
    this.sink = sink;
  }

  /** Returns the steps that will make a variable; null where none wait. */
  @Nullable FusedSteps steps(int variable) {
    return steps.get(variable);
  }

  /** Returns the array that a variable is a stage of; null where none waits. */
  @Nullable Assembly assembly(int variable) {
    return assemblies.get(variable);
  }

  /** Tells whether a variable will be put into an array already. */
  boolean isPiece(int variable) {
    return assemblies.values().stream().anyMatch(each -> each.pieces().containsKey(variable));
  }

  /** Adds a step to those that will make its inputs, which become one. */
  void add(FusedSteps.Entry entry, FusedSteps alone) {
    FusedSteps joined = null;
    for (int input : entry.step().inputs()) {
      FusedSteps others = steps.get(input);
      if (joined == null) {
        joined = others;
      } else if (others != null && others != joined) {
        joined.join(others);
        for (int made : others.made()) {
          steps.put(made, joined);
        }
      }
    }
    FusedSteps all = joined == null ? alone : joined;
    for (int input : entry.step().inputs()) {
      if (!steps.containsKey(input)) {
        all.pins().add(memory.pin(input));
      }
    }
    all.entries().add(entry);
    steps.put(entry.output(), all);
  }

  void show(FusedSteps shown, int input, int output, long[] shape) {
    shown.show(input, output, shape);
    steps.put(output, shown);
  }

  /** Adds an array, or a stage of one. */
  void add(Assembly assembly) {
    assemblies.put(assembly.whole(), assembly);
  }

  /** Makes that a variable lies in memory, if only as a part of another. */
  void write(int variable, int time) {
    Assembly assembly = assemblies.get(variable);
    if (assembly != null) {
      write(assembly, time);
    }
    FusedSteps some = steps.get(variable);
    if (some != null) {
      write(some, time);
    }
  }

  /** Makes that variables lie in memory, each with its numbers side by side. */
  void writeWhole(int[] needed, int time) {
    for (int variable : needed) {
      write(variable, time);
      if (variables.isPart(variable)) {
        PlanVariables.Part part = variables.part(variable);
        INDArray cells = variables.array(variable);
        variables.clear(variable);
        memory.allocate(variable, cells.dataType(), cells.shape(), variables);
        pin(variable);
        sink.add(FusedCallWriter.copy(variables, part, variable, workspace));
      }
    }
  }

  /** Keeps new memory for the steps that counted on the old. */
  private void pin(int variable) {
    for (FusedSteps some : new LinkedHashSet<>(steps.values())) {
      if (some.read().contains(variable)) {
        some.pins().add(memory.pin(variable));
      }
    }
  }

  /** Makes that all lie in memory. */
  void writeAll(int time) {
    for (Assembly assembly : new LinkedHashSet<>(assemblies.values())) {
      write(assembly, time);
    }
    for (FusedSteps some : new LinkedHashSet<>(steps.values())) {
      write(some, time);
    }
  }

  /** Gives an array its memory, of which all that was to be put together becomes a part. */
  private void write(Assembly assembly, int time) {
    if (assemblies.values().removeIf(each -> each == assembly)) {
      int whole = assembly.whole();
      if (!assembly.isPreset()) {
        variables.clear(whole);
        memory.allocate(whole, assembly.dataType(), assembly.shape(), variables);
      }
      assembly.padding().forEach((place, number) -> fill(whole, place, number));
      assembly.stages().forEach((stage, place) -> setPart(stage, whole, place));
      assembly.pieces().forEach((piece, place) -> setPart(piece, whole, place));
      for (int piece : assembly.pieces().keySet()) {
        write(piece, time);
      }
    }
  }

  private void fill(int whole, Strided place, double number) {
    PlanVariables.Part part = new PlanVariables.Part(whole, place);
    sink.add(FusedCallWriter.fill(variables, part, number, workspace));
  }

  private void setPart(int variable, int whole, Strided place) {
    if (variable == whole) {
      return;
    }
    if (place.length() == variables.array(whole).length()) {
      variables.show(whole, variable, variables.shape(variable));
    } else {
      variables.setPart(variable, new PlanVariables.Part(whole, place));
    }
    memory.showPart(whole, variable);
  }

  private void write(FusedSteps some, int time) {
    for (Assembly assembly : new LinkedHashSet<>(assemblies.values())) {
      if (assembly.pieces().keySet().stream().anyMatch(piece -> steps.get(piece) == some)) {
        write(assembly, time);
      }
    }
    if (!steps.values().removeIf(each -> each == some)) {
      return;
    }
    some.pins().forEach(memory::unpin);
    some.views().forEach((view, shown) -> memory.extend(shown.of(), view));
    if (isQuickerApart(some)) {
      writeApart(some.entries(), time);
    } else {
      sink.add(call(some, time));
      memory.release(some.read().stream().mapToInt(each -> each).toArray(), time, variables);
    }
    some.views().forEach((view, shown) -> show(view, shown, time));
  }

  /** Operations of ND4J are quicker for one step, and for two over many numbers. */
  private boolean isQuickerApart(FusedSteps some) {
    List<FusedSteps.Entry> entries = some.entries();
    FusedSteps.Entry first = entries.get(0);
    boolean areFew =
        entries.size() == 1
            || (entries.size() == 2
                && !CallingThread.suits(2 * some.length())
                && some.views().values().stream().noneMatch(view -> view.of() == first.output()));
    return areFew && entries.stream().allMatch(this::isNative);
  }

  private void writeApart(List<FusedSteps.Entry> entries, int time) {
    for (FusedSteps.Entry entry : entries) {
      if (!entry.isPreset()) {
        variables.clear(entry.output());
      }
    }
    for (FusedSteps.Entry entry : entries) {
      boolean isLast = entry.equals(entries.get(entries.size() - 1));
      sink.write(entry.step(), isLast ? time : entry.index());
    }
  }

  private boolean isNative(FusedSteps.Entry entry) {
    boolean hasParts =
        variables.isPart(entry.output())
            || IntStream.of(entry.step().inputs()).anyMatch(variables::isPart);
    return !hasParts && !entry.operation().isCondition();
  }

  private void show(int view, FusedSteps.View shown, int time) {
    if (!memory.isNeeded(view, time)) {
      return;
    }
    PlanVariables.Part part = variables.part(shown.of());
    if (variables.isPart(shown.of())) {
      variables.setPart(view, part);
    } else {
      variables.show(shown.of(), view, shown.shape());
    }
    memory.showPart(shown.of(), view);
  }

  private FusedCall call(FusedSteps some, int time) {
    FusedCallWriter writer = new FusedCallWriter(variables, some.dataType(), some.length());
    for (FusedSteps.Entry entry : some.entries()) {
      writer.apply(some, entry);
    }
    Deque<Integer> overwritable = overwritable(some, time);
    for (FusedSteps.Entry entry : some.entries()) {
      boolean hasMemory = entry.isPreset() || variables.isPart(entry.output());
      if (!hasMemory && memory.isNeeded(entry.output(), time)) {
        allocate(entry, some.dataType(), overwritable);
        hasMemory = true;
      }
      if (hasMemory) {
        writer.write(entry);
      }
    }
    return writer.call(workspace);
  }

  private void allocate(FusedSteps.Entry entry, DataType dataType, Deque<Integer> overwritable) {
    variables.clear(entry.output());
    if (overwritable.isEmpty()) {
      memory.allocate(entry.output(), dataType, entry.shape(), variables);
    } else {
      memory.overwrite(overwritable.pop(), entry.output(), entry.shape(), variables);
    }
  }

  /** Returns what is read for the last time, each number where one is written. */
  private Deque<Integer> overwritable(FusedSteps some, int time) {
    Set<Integer> read = some.read();
    Deque<Integer> result = new ArrayDeque<>();
    for (int input : read) {
      boolean isAlone =
          read.stream().allMatch(each -> each == input || memory.areApart(each, input));
      if (isAlone
          && !variables.isPart(input)
          && variables.array(input).length() == some.length()
          && memory.isDead(input, time)) {
        result.add(input);
      }
    }
    return result;
  }
}

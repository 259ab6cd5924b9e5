package io.github.dl4jdeeplift.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.VariableType;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.shape.Gather;

/**
 * The operations of a SameDiff program that some wanted variables need, in order, over numbered
 * variables: what plans for different shapes have in common.
 *
 * @param steps the operations
 * @param constants by variable; null for variables that are no constants
 * @param placeholders numbers of the placeholders that are read, by name
 * @param wanted numbers of the wanted variables, by the caller's names
 * @param stable number of steps to begin with whose results further runs take over
 */
record Schedule(
    List<Step> steps,
    @Nullable INDArray[] constants,
    Map<String, Integer> placeholders,
    Map<String, Integer> wanted,
    int stable) {

  /**
   * Reads a program.
   *
   * @param wanted the wanted variables, by the caller's names
   * @return the schedule; null where the program has operations that only SameDiff's own executor
   *     runs: those that move control, draw random numbers or overwrite their input, and those
   *     whose whole-number inputs are computed, which may decide on shapes
   */
  static @Nullable Schedule of(SameDiff program, Map<String, SDVariable> wanted) {
    boolean plain =
        needed(program, wanted).stream().allMatch(operation -> isPlain(program, operation));
    return plain ? inTurn(program, wanted) : null;
  }

  /**
   * Reads a program for one run, in which each operation runs before the next one's shapes are
   * worked out.
   *
   * @param wanted the wanted variables, by the caller's names
   */
  static Schedule inTurn(SameDiff program, Map<String, SDVariable> wanted) {
    return new Numbering(program).schedule(needed(program, wanted), wanted);
  }

  private static List<SameDiffOp> needed(SameDiff program, Map<String, SDVariable> wanted) {
    Set<String> names = new HashSet<>();
    wanted.values().forEach(variable -> names.add(variable.name()));
    // Operations stand in the order in which they were written, each behind what it reads.
    List<SameDiffOp> all = new ArrayList<>(program.getOps().values());
    List<SameDiffOp> needed = new ArrayList<>();
    for (int index = all.size() - 1; index >= 0; index--) {
      SameDiffOp operation = all.get(index);
      if (operation.getOutputsOfOp().stream().anyMatch(names::contains)) {
        names.addAll(inputs(operation));
        needed.add(0, operation);
      }
    }
    return needed;
  }

  private static List<String> inputs(SameDiffOp operation) {
    return operation.getInputsToOp() == null ? List.of() : operation.getInputsToOp();
  }

  private static boolean isPlain(SameDiff program, SameDiffOp operation) {
    return Step.isPlain(operation.getOp())
        && (takesPlaces(operation) || readsNoWholeNumbers(program, operation));
  }

  /** Rows are looked up at computed places: whole numbers that say nothing of shapes. */
  private static boolean takesPlaces(SameDiffOp operation) {
    return operation.getOp() instanceof Gather;
  }

  private static boolean readsNoWholeNumbers(SameDiff program, SameDiffOp operation) {
    return inputs(operation).stream()
        .map(program::getVariable)
        .noneMatch(
            input -> input.getVariableType() == VariableType.ARRAY && input.dataType().isIntType());
  }

  int variables() {
    return constants.length;
  }

  /**
   * Returns the same schedule for several runs that differ in one placeholder: what does not depend
   * on it comes first, and is kept from run to run.
   *
   * @param varying name of the placeholder
   */
  Schedule repeated(String varying) {
    boolean[] varies = new boolean[variables()];
    varies[SameDiffRunner.required(placeholders, varying)] = true;
    List<Step> first = new ArrayList<>();
    List<Step> then = new ArrayList<>();
    for (Step step : steps) {
      boolean depends = Arrays.stream(step.inputs()).anyMatch(input -> varies[input]);
      (depends ? then : first).add(step);
      for (int output : step.outputs()) {
        varies[output] = depends;
      }
    }
    int count = first.size();
    first.addAll(then);
    return new Schedule(List.copyOf(first), constants, placeholders, wanted, count);
  }

  /** Returns the last step that reads each variable, or any view of it; -1 where none does. */
  int[] lastReads() {
    int[] last = new int[variables()];
    Arrays.fill(last, -1);
    for (int index = 0; index < steps.size(); index++) {
      for (int input : steps.get(index).inputs()) {
        last[input] = index;
      }
    }
    backThroughViews((input, view) -> last[input] = Math.max(last[input], last[view]));
    return last;
  }

  /**
   * Tells for each variable whether it, or a view of it, is wanted, by the caller or later runs.
   */
  boolean[] kept() {
    boolean[] kept = new boolean[variables()];
    wanted.values().forEach(number -> kept[number] = true);
    for (Step step : steps.subList(stable, steps.size())) {
      for (int input : step.inputs()) {
        kept[input] |= stable > 0 && isStable(input);
      }
    }
    backThroughViews((input, view) -> kept[input] |= kept[view]);
    return kept;
  }

  private boolean isStable(int variable) {
    return steps.subList(0, stable).stream()
        .anyMatch(step -> Arrays.stream(step.outputs()).anyMatch(output -> output == variable));
  }

  private interface OfView {
    void accept(int input, int view);
  }

  private void backThroughViews(OfView each) {
    for (int index = steps.size() - 1; index >= 0; index--) {
      Step step = steps.get(index);
      if (step.isView()) {
        each.accept(step.inputs()[0], step.outputs()[0]);
      }
    }
  }

  /** Gives variables their numbers. */
  private static final class Numbering {
    private final SameDiff program;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<@Nullable INDArray> constants = new ArrayList<>();
    private final Map<String, Integer> placeholders = new LinkedHashMap<>();

    Numbering(SameDiff program) {
      this.program = program;
    }

    Schedule schedule(List<SameDiffOp> operations, Map<String, SDVariable> wanted) {
      List<Step> steps = new ArrayList<>();
      for (SameDiffOp each : operations) {
        steps.add(new Step(each.getOp(), numbers(inputs(each)), numbers(each.getOutputsOfOp())));
      }
      Map<String, Integer> wantedNumbers = new LinkedHashMap<>();
      wanted.forEach((name, variable) -> wantedNumbers.put(name, number(variable.name())));
      return new Schedule(
          List.copyOf(steps), constants.toArray(new INDArray[0]), placeholders, wantedNumbers, 0);
    }

    private int[] numbers(List<String> names) {
      return names.stream().mapToInt(this::number).toArray();
    }

    private int number(String name) {
      Integer known = numbers.get(name);
      if (known != null) {
        return known;
      }
      int number = constants.size();
      numbers.put(name, number);
      constants.add(constant(name));
      if (program.getVariable(name).isPlaceHolder()) {
        placeholders.put(name, number);
      }
      return number;
    }

    private @Nullable INDArray constant(String name) {
      SDVariable variable = program.getVariable(name);
      boolean constant =
          variable.getVariableType() == VariableType.CONSTANT
              || variable.getVariableType() == VariableType.VARIABLE;
      return constant ? Contiguous.of(variable.getArr()) : null;
    }
  }
}

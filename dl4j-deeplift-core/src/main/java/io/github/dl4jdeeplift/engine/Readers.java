package io.github.dl4jdeeplift.engine;

import io.github.dl4jdeeplift.engine.fusion.Operation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;

/** Which steps of a schedule read each variable. */
final class Readers {
  private final Map<Integer, List<Step>> readers = new HashMap<>();
  private final boolean[] isKept;

  Readers(Schedule schedule) {
    this.isKept = schedule.kept();
    for (Step step : schedule.steps()) {
      for (int input : step.inputs()) {
        readers.computeIfAbsent(input, key -> new ArrayList<>()).add(step);
      }
    }
  }

  private List<Step> of(int variable) {
    return readers.getOrDefault(variable, List.of());
  }

  /**
   * Tells whether an operation of ND4J or the caller reads a variable, its cells or a view, for
   * which they must lie side by side.
   *
   * @param but a step that does not count
   */
  boolean needMemory(int variable, Step but) {
    return of(variable).stream().anyMatch(step -> !step.equals(but) && needsMemory(step, but));
  }

  private boolean needsMemory(Step step, Step but) {
    if (step.isView() || CellSteps.isOne(step)) {
      return Arrays.stream(step.outputs())
          .anyMatch(output -> isKept[output] || needMemory(output, but));
    }
    return Operation.of(step.operation()) == null;
  }

  /** Tells whether a condition is read as numbers alone. */
  boolean areCasts(int variable, DataType dataType) {
    return of(variable).stream().allMatch(step -> step.castsTo(dataType));
  }
}

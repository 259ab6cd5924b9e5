package io.github.dl4jdeeplift.engine;

import io.github.dl4jdeeplift.engine.fusion.Operation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Steps over equally many numbers that wait to be run together. They read nothing that other
 * waiting steps make.
 */
final class FusedSteps {
  final DataType dataType;
  final long length;
  final List<Entry> entries = new ArrayList<>();

  /** Views of what the steps make: the variable that each shows, and its shape. */
  final Map<Integer, View> views = new LinkedHashMap<>();

  FusedSteps(DataType dataType, long length) {
    this.dataType = dataType;
    this.length = length;
  }

  /**
   * A step.
   *
   * @param step the step, of one output
   * @param operation its operation
   * @param shape shape of its output
   * @param isPreset whether the output is an array of the caller's
   */
  record Entry(Step step, Operation operation, long[] shape, boolean isPreset) {
    int output() {
      return step.outputs()[0];
    }
  }

  /** A view of a variable. */
  record View(int of, long[] shape) {}

  /** Takes the steps of others over. */
  void join(FusedSteps others) {
    entries.addAll(others.entries);
    views.putAll(others.views);
  }

  /** Returns the variables that the steps make, views included. */
  Set<Integer> made() {
    Set<Integer> made = new LinkedHashSet<>(views.keySet());
    entries.forEach(entry -> made.add(entry.output()));
    return made;
  }

  /** Returns the variables that lie in memory and are read. */
  Set<Integer> read() {
    Set<Integer> made = made();
    Set<Integer> read = new LinkedHashSet<>();
    for (Entry entry : entries) {
      for (int input : entry.step.inputs()) {
        if (!made.contains(input)) {
          read.add(input);
        }
      }
    }
    return read;
  }

  /** Returns the variable that a variable shows, or itself. */
  int source(int variable) {
    View view = views.get(variable);
    return view == null ? variable : view.of;
  }
}

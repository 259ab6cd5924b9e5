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
  private final DataType dataType;
  private final long length;
  private final List<Entry> entries = new ArrayList<>();
  private final Map<Integer, View> views = new LinkedHashMap<>();
  private final List<Integer> pins = new ArrayList<>();

  FusedSteps(DataType dataType, long length) {
    this.dataType = dataType;
    this.length = length;
  }

  /**
   * A step.
   *
   * @param step the step, of one output
   * @param index its number
   * @param operation its operation
   * @param shape shape of its output
   * @param isPreset whether the output is an array of the caller's
   */
  record Entry(Step step, int index, Operation operation, long[] shape, boolean isPreset) {
    int output() {
      return step.outputs()[0];
    }
  }

  /** A view of a variable. */
  record View(int of, long[] shape) {}

  DataType dataType() {
    return dataType;
  }

  long length() {
    return length;
  }

  List<Entry> entries() {
    return entries;
  }

  Map<Integer, View> views() {
    return views;
  }

  /** Returns the memories that the steps keep, each as often as it is read. */
  List<Integer> pins() {
    return pins;
  }

  void show(int input, int output, long[] shape) {
    views.put(output, new View(source(input), shape));
  }

  /** Takes the steps of others over. */
  void join(FusedSteps others) {
    entries.addAll(others.entries);
    views.putAll(others.views);
    pins.addAll(others.pins);
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

package io.github.dl4jdeeplift.engine;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The arrays of a plan's variables, as far as it is written. */
final class PlanVariables {
  private final @Nullable INDArray[] arrays;
  private final @Nullable String[] placeholders;
  private final boolean[] isConstant;

  PlanVariables(Schedule schedule, Map<String, INDArray> fed) {
    this.arrays = schedule.constants().clone();
    this.placeholders = new String[arrays.length];
    this.isConstant = new boolean[arrays.length];
    for (int variable = 0; variable < arrays.length; variable++) {
      isConstant[variable] = arrays[variable] != null;
    }
    schedule
        .placeholders()
        .forEach((name, number) -> feed(name, number, SameDiffRunner.required(fed, name)));
  }

  /** Notes that a variable is an array that is fed by a name. */
  void feed(String name, int variable, INDArray array) {
    placeholders[variable] = name;
    arrays[variable] = array;
  }

  boolean isSet(int variable) {
    return arrays[variable] != null;
  }

  INDArray array(int variable) {
    INDArray array = arrays[variable];
    if (array == null) {
      throw new IllegalStateException("variable " + variable + " has no array yet");
    }
    return array;
  }

  void set(int variable, INDArray array) {
    arrays[variable] = array;
  }

  void clear(int variable) {
    arrays[variable] = null;
  }

  /** Returns the name by which the array is fed; null where it belongs to the plan. */
  @Nullable String placeholder(int variable) {
    return placeholders[variable];
  }

  boolean isConstant(int variable) {
    return isConstant[variable];
  }

  void setConstant(int variable, INDArray array) {
    arrays[variable] = array;
    isConstant[variable] = true;
  }

  /** Shows the numbers of a variable under another shape. */
  void show(int input, int output, long[] shape) {
    arrays[output] = array(input).reshape('c', shape);
    isConstant[output] = isConstant[input];
    placeholders[output] = placeholders[input];
  }
}

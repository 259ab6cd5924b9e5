package io.github.dl4jdeeplift.engine;

import io.github.dl4jdeeplift.engine.fusion.Strided;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The arrays of a plan's variables, as far as it is written. */
final class PlanVariables {
  private final @Nullable INDArray[] arrays;
  private final @Nullable String[] placeholders;
  private final boolean[] isConstant;
  private final Map<Integer, Part> parts = new HashMap<>();

  /**
   * Cells of another variable, which lies in memory.
   *
   * @param of the other variable
   * @param place where in it
   */
  record Part(int of, Strided place) {}

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

  /** Returns the array of a variable; where it has no memory of its own, one of its shape. */
  INDArray array(int variable) {
    INDArray array = arrays[variable];
    if (array == null) {
      throw new IllegalStateException("variable " + variable + " has no array yet");
    }
    return array;
  }

  long[] shape(int variable) {
    return array(variable).shape();
  }

  void set(int variable, INDArray array) {
    arrays[variable] = array;
  }

  /** Gives a variable a shape, but no memory: operations may ask for nothing else. */
  void setShape(int variable, DataType dataType, long[] shape) {
    arrays[variable] =
        Nd4j.create(
            Nd4j.createBuffer(dataType, 1, true), shape, new long[shape.length], 0, 'c', dataType);
  }

  void clear(int variable) {
    arrays[variable] = null;
    parts.remove(variable);
  }

  /** Notes that a variable, which has a shape, is part of another. */
  void setPart(int variable, Part part) {
    parts.put(variable, part);
  }

  boolean isPart(int variable) {
    return parts.containsKey(variable);
  }

  /** Returns the variable in whose memory a variable lies, and where. */
  Part part(int variable) {
    Part part = parts.get(variable);
    return part == null ? new Part(variable, Strided.of(shape(variable))) : part;
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

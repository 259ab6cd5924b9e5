package io.github.dl4jdeeplift.engine;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.LongShapeDescriptor;

/**
 * Which memory each variable of a plan lies in: as soon as nothing reads it any more another takes
 * it, and an operation that works number by number writes over an input that it alone still reads.
 */
final class PlanMemory {
  /** Memory of constants and placeholders, which is never written to. */
  private static final int OUTSIDE = -1;

  private final ArrayPool pool = new ArrayPool();

  /** For each variable the one whose memory it lies in. */
  private final int[] owners;

  private final int[] lastReads;
  private final boolean[] isKept;
  private final boolean[] isReleased;

  /** How often each memory is read by steps that wait. */
  private final int[] pins;

  PlanMemory(Schedule schedule) {
    this.owners = new int[schedule.variables()];
    this.lastReads = schedule.lastReads();
    this.isKept = schedule.kept();
    this.isReleased = new boolean[schedule.variables()];
    this.pins = new int[schedule.variables()];
    Arrays.fill(owners, OUTSIDE);
  }

  ArrayPool pool() {
    return pool;
  }

  /** Notes that a variable shows the numbers of another. */
  void show(int input, int output) {
    owners[output] = owners[input];
  }

  /** Notes that a variable is part of another: both are read in one memory. */
  void showPart(int whole, int part) {
    owners[part] = owners[whole];
    if (owners[whole] != OUTSIDE) {
      extend(owners[whole], part);
    }
  }

  /** Notes that a variable is needed as long as another. */
  void extend(int variable, int other) {
    lastReads[variable] = Math.max(lastReads[variable], lastReads[other]);
    isKept[variable] |= isKept[other];
  }

  /**
   * Keeps the memory of a variable until it is unpinned as often.
   *
   * @return a number for the memory
   */
  int pin(int variable) {
    int owner = owners[variable];
    if (owner != OUTSIDE) {
      pins[owner]++;
    }
    return owner;
  }

  /** Lets go of a memory. */
  void unpin(int owner) {
    if (owner != OUTSIDE) {
      pins[owner]--;
    }
  }

  boolean areApart(int one, int other) {
    return owners[one] == OUTSIDE || owners[one] != owners[other];
  }

  boolean isKept(int variable) {
    return isKept[variable];
  }

  /** Gives a variable the memory of another that is read for the last time. */
  void overwrite(int dead, int variable, long[] shape, PlanVariables variables) {
    int owner = owners[dead];
    owners[variable] = owner;
    lastReads[owner] = lastReads[variable];
    isKept[owner] = isKept[variable];
    INDArray array = variables.array(dead);
    variables.set(
        variable, Arrays.equals(array.shape(), shape) ? array : array.reshape('c', shape));
  }

  /** Tells whether anything behind a step reads a variable. */
  boolean isNeeded(int variable, int index) {
    return isKept[variable] || lastReads[variable] > index;
  }

  /** Gives a variable an array. */
  void allocate(int variable, DataType dataType, long[] shape, PlanVariables variables) {
    owners[variable] = variable;
    variables.set(variable, pool.take(dataType, shape));
  }

  /** Gives the outputs of a step their arrays. */
  void allocate(Step step, int index, PlanVariables variables, List<LongShapeDescriptor> shapes) {
    for (int place = 0; place < step.outputs().length; place++) {
      int output = step.outputs()[place];
      if (variables.isSet(output)) {
        continue; // the caller's
      }
      LongShapeDescriptor shape = shapes.get(place);
      int overwritten =
          step.mayOverwriteInput() ? overwritten(step, index, variables, shape) : OUTSIDE;
      if (overwritten == OUTSIDE) {
        allocate(output, shape.dataType(), shape.getShape(), variables);
      } else {
        overwrite(overwritten, output, shape.getShape(), variables);
      }
    }
  }

  private int overwritten(
      Step step, int index, PlanVariables variables, LongShapeDescriptor shape) {
    return IntStream.of(step.inputs())
        .filter(input -> isDead(input, index) && isReadOnce(step, input))
        .filter(input -> variables.array(input).dataType() == shape.dataType())
        // Where something is broadcast it is wrong for a second input, and slower for the first:
        // ND4J's maximum and minimum take ten times as long.
        .filter(input -> haveShape(step, variables, shape.getShape()))
        .findFirst()
        .orElse(OUTSIDE);
  }

  private static boolean haveShape(Step step, PlanVariables variables, long[] shape) {
    return IntStream.of(step.inputs())
        .allMatch(input -> Arrays.equals(variables.array(input).shape(), shape));
  }

  boolean isDead(int variable, int index) {
    int owner = owners[variable];
    return owner != OUTSIDE && pins[owner] == 0 && !isKept[owner] && lastReads[owner] <= index;
  }

  /** Tells whether a step reads the memory of an input under no other shape as well. */
  private boolean isReadOnce(Step step, int input) {
    return IntStream.of(step.inputs())
        .allMatch(other -> other == input || owners[other] != owners[input]);
  }

  /** Takes back the memory that was read, or written for nothing, for the last time. */
  void release(Step step, int index, PlanVariables variables) {
    release(step.inputs(), index, variables);
    release(step.outputs(), index, variables);
  }

  /** Takes back the memory of variables that nothing behind a step reads. */
  void release(int[] some, int index, PlanVariables variables) {
    IntStream.of(some)
        .filter(variable -> isDead(variable, index) && !isReleased[owners[variable]])
        .forEach(
            variable -> {
              isReleased[owners[variable]] = true;
              pool.giveBack(variables.array(owners[variable]));
            });
  }
}

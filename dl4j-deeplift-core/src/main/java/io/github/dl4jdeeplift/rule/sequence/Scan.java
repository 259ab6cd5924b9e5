package io.github.dl4jdeeplift.rule.sequence;

import io.github.dl4jdeeplift.rule.Ops;
import io.github.dl4jdeeplift.rule.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ops.DynamicCustomOp;

/**
 * A small program, the body, that runs once for each step of sequences and sees what it made at the
 * step before, 0 at the first. One operation of the program around it, however many steps there
 * are; the engine runs it.
 *
 * <p>Sequences are {@code [time, batch, channels]}, those that go in and those that come out. A
 * batch of 1 is repeated where another sequence has more.
 */
public final class Scan extends DynamicCustomOp {
  private static final String NAME = "scan";

  private final Body body;
  private final boolean reversed;

  /**
   * What happens at a step; all variables are {@code [batch, channels]}.
   *
   * @param program the program that holds them
   * @param inputs placeholders of the step's part of each sequence
   * @param before placeholders of the outputs of the step before
   * @param outputs what the step makes of both
   * @param widths channels of each output
   */
  public record Body(
      SameDiff program,
      List<SDVariable> inputs,
      List<SDVariable> before,
      List<SDVariable> outputs,
      long[] widths) {}

  private Scan(Ops ops, List<SDVariable> sequences, Body body, boolean reversed) {
    super(NAME, ops.sameDiff(), sequences.toArray(SDVariable[]::new));
    this.body = body;
    this.reversed = reversed;
  }

  /** Writes down a step. */
  interface Step {
    /**
     * Writes down a step.
     *
     * @param ops operations of the body
     * @param inputs the step's part of each sequence
     * @param before outputs of the step before
     * @return the outputs
     */
    List<SDVariable> next(Ops ops, List<SDVariable> inputs, List<SDVariable> before);
  }

  /**
   * Writes down a scan.
   *
   * @param ops operations of the program around it
   * @param sequences {@code [batch, time, channels]}
   * @param widths channels of each output
   * @param reversed whether the last step is the first to run
   * @param step what happens at a step
   * @return the outputs, {@code [batch, time, width]}
   */
  static List<SDVariable> over(
      Ops ops, List<Value> sequences, long[] widths, boolean reversed, Step step) {
    Body body = body(ops.dataType(), sequences, widths, step);
    List<SDVariable> byTime =
        sequences.stream().map(each -> ops.permute(each.variable(), 1, 0, 2)).toList();
    List<SDVariable> outputs = new ArrayList<>();
    for (SDVariable output : new Scan(ops, byTime, body, reversed).outputVariables()) {
      outputs.add(ops.permute(output, 1, 0, 2));
    }
    return outputs;
  }

  private static Body body(DataType dataType, List<Value> sequences, long[] widths, Step step) {
    SameDiff program = SameDiff.create();
    List<SDVariable> inputs = new ArrayList<>();
    for (Value sequence : sequences) {
      String name = "input" + inputs.size();
      inputs.add(program.placeHolder(name, dataType, -1, sequence.shape().size(1)));
    }
    List<SDVariable> before = new ArrayList<>();
    for (long width : widths) {
      before.add(program.placeHolder("before" + before.size(), dataType, -1, width));
    }
    List<SDVariable> outputs = step.next(new Ops(program, dataType), inputs, before);
    return new Body(program, inputs, before, List.copyOf(outputs), widths.clone());
  }

  /** Returns the program that runs at each step. */
  public Body body() {
    return body;
  }

  /** Tells whether the last step runs first. */
  public boolean isReversed() {
    return reversed;
  }

  @Override
  public String opName() {
    return NAME;
  }

  @Override
  public int getNumOutputs() {
    return body.outputs().size();
  }

  @Override
  public List<DataType> calculateOutputDataTypes(List<DataType> inputs) {
    return Collections.nCopies(getNumOutputs(), inputs.get(0));
  }
}

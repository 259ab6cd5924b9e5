package io.github.dl4jdeeplift.rule.mask;

import io.github.dl4jdeeplift.rule.Multipliers;
import io.github.dl4jdeeplift.rule.NodeValues;
import io.github.dl4jdeeplift.rule.Ops;
import io.github.dl4jdeeplift.rule.Parts;
import io.github.dl4jdeeplift.rule.PartwiseRule;
import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.Trace;
import io.github.dl4jdeeplift.rule.Value;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * Steps of a sequence that are chosen by its mask; m = 1 for what is chosen.
 *
 * <p>Shapes: {@code [batch, time, channels]} with {@code [batch, time]} to {@code [batch,
 * channels]} where one step is chosen, or to {@code [batch, time, channels]}. The choice is a
 * matrix of 0 and 1 that the mask gives, so each example has its own, the same in both passes,
 * since these have the example's mask.
 */
public abstract class ChosenStepsRule implements PartwiseRule {
  private final boolean isOneStep;

  /**
   * Makes the rule.
   *
   * @param isOneStep whether one step is chosen of each example, whose dimension then goes
   */
  protected ChosenStepsRule(boolean isOneStep) {
    this.isOneStep = isOneStep;
  }

  /**
   * Returns which step of the input each step of the output holds, {@code [batch, chosen, time]}.
   *
   * @param mask {@code [batch, time]}
   * @param shape the mask's shape
   */
  protected abstract SDVariable choice(Ops ops, SDVariable mask, Shape shape);

  @Override
  public Shape outputShape(List<Shape> inputs) {
    Shape sequence = inputs.get(0);
    Shape mask = inputs.get(1);
    if (sequence.rank() != 2 || mask.rank() != 1 || mask.size(0) != sequence.size(0)) {
      throw new IllegalArgumentException(
          "takes sequences (time, channels), not " + sequence + " with a mask " + mask);
    }
    return isOneStep ? new Shape(sequence.size(1)) : sequence;
  }

  private SDVariable chosen(Ops ops, SDVariable choice, SDVariable sequence, Shape shape) {
    SDVariable steps = ops.matrixProduct(choice, false, sequence, false);
    return isOneStep ? ops.reshape(steps, shape.size(1)) : steps;
  }

  @Override
  public SDVariable forward(Ops ops, List<Value> inputs) {
    Value mask = inputs.get(1);
    SDVariable choice = choice(ops, mask.variable(), mask.shape());
    return chosen(ops, choice, inputs.get(0).variable(), inputs.get(0).shape());
  }

  private SDVariable choice(Ops ops, NodeValues values) {
    return values.once("choice", () -> choice(ops, values.actual(1), values.inputShape(1)));
  }

  @Override
  public Parts parts(Ops ops, NodeValues values) {
    return values
        .parts(0)
        .map(part -> chosen(ops, choice(ops, values), part, values.inputShape(0)));
  }

  /** The mask itself, the same in both passes, gets no multipliers. */
  @Override
  public List<Multipliers> backward(Ops ops, NodeValues values, Multipliers upstream) {
    SDVariable choice = choice(ops, values);
    Shape input = values.inputShape(0);
    return List.of(
        upstream.map(
            each -> {
              if (isOneStep) {
                SDVariable place = ops.permute(choice, 0, 2, 1);
                return place.mul(ops.reshape(each, 1, input.size(1)));
              }
              // Multipliers that all examples share become one for each.
              SDVariable own = each.add(ops.reshape(values.actual(1).mul(0), input.size(0), 1));
              return ops.matrixProduct(choice, true, own, false);
            }));
  }

  @Override
  public Trace trace() {
    return Trace.PASSES;
  }

  /** For a given mask, which both passes share. */
  @Override
  public boolean isLinear() {
    return true;
  }
}

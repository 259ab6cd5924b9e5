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
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Steps of a sequence that are chosen by its mask: the last unmasked one, or the unmasked ones in
 * reverse order, each padding staying 0 in its place; m = 1 for what is chosen.
 *
 * <p>Shapes: {@code [batch, time, channels]} with {@code [batch, time]} to {@code [batch,
 * channels]} or {@code [batch, time, channels]}. The choice is a matrix of 0 and 1 that the mask
 * gives, so each example has its own.
 */
public final class MaskedStepsRule implements PartwiseRule {
  private final boolean last;
  private final boolean rounded;

  private MaskedStepsRule(boolean last, boolean rounded) {
    this.last = last;
    this.rounded = rounded;
  }

  /** Returns the rule of the last unmasked step. */
  public static MaskedStepsRule last() {
    return new MaskedStepsRule(true, false);
  }

  /**
   * Returns the same for a LastTimeStep layer, which puts the steps into an array of ND4J's default
   * type.
   */
  public static MaskedStepsRule lastOfLayer() {
    return new MaskedStepsRule(true, true);
  }

  /** Returns the rule of the unmasked steps in reverse order. */
  public static MaskedStepsRule reversed() {
    return new MaskedStepsRule(false, false);
  }

  @Override
  public boolean isRoundedByDeeplearning4j() {
    return rounded;
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    Shape sequence = inputs.get(0);
    Shape mask = inputs.get(1);
    if (sequence.rank() != 2 || mask.rank() != 1 || mask.size(0) != sequence.size(0)) {
      throw new IllegalArgumentException(
          "takes sequences (time, channels), not " + sequence + " with a mask " + mask);
    }
    return last ? new Shape(sequence.size(1)) : sequence;
  }

  /** Returns {@code [batch, chosen, time]}: which step each chosen place holds. */
  private SDVariable choice(Ops ops, SDVariable mask, Shape shape) {
    long length = shape.size(0);
    SDVariable counted = mask.mul(ops.constant(counted(length).castTo(ops.dataType())));
    if (last) {
      SDVariable latest = ops.maxAlong(counted, shape, 0);
      return ops.reshape(ops.equal(counted, latest).mul(mask), 1, length);
    }
    // The k-th unmasked step changes places with the k-th from the end.
    SDVariable rank = ops.sameDiff().cumsum(mask, 1);
    SDVariable opposite = ops.sumAlong(mask, shape, 0).add(1).sub(rank);
    SDVariable places = ops.equal(ops.reshape(rank, length, 1), ops.reshape(opposite, 1, length));
    return places.mul(ops.reshape(mask, length, 1)).mul(ops.reshape(mask, 1, length));
  }

  private static INDArray counted(long length) {
    return Nd4j.arange(1, length + 1.0).reshape(1, length);
  }

  private SDVariable chosen(Ops ops, SDVariable choice, SDVariable sequence, Shape shape) {
    SDVariable steps = ops.matrixProduct(choice, false, sequence, false);
    return last ? ops.reshape(steps, shape.size(1)) : steps;
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

  @Override
  public List<Multipliers> backward(Ops ops, NodeValues values, Multipliers upstream) {
    SDVariable choice = choice(ops, values);
    Shape input = values.inputShape(0);
    return List.of(
        upstream.map(
            each -> {
              if (last) {
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

  @Override
  public String description() {
    return last ? "last unmasked time step" : "unmasked steps reversed in time";
  }
}

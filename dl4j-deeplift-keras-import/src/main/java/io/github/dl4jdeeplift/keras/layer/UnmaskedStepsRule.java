package io.github.dl4jdeeplift.keras.layer;

import io.github.dl4jdeeplift.keras.layer.MaskedVertex.Use;
import io.github.dl4jdeeplift.rule.Multipliers;
import io.github.dl4jdeeplift.rule.NodeValues;
import io.github.dl4jdeeplift.rule.Ops;
import io.github.dl4jdeeplift.rule.Parts;
import io.github.dl4jdeeplift.rule.PartwiseRule;
import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.Trace;
import io.github.dl4jdeeplift.rule.Value;
import java.util.List;
import java.util.Locale;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Steps of a sequence that move by its mask, as {@link MaskedVertex} says; m = 1 along each move.
 *
 * <p>Shapes: {@code [batch, time, channels]} with {@code [batch, time]} to the same shape, or to
 * {@code [batch, channels]} for the last step. The moves are a matrix of 0 and 1 that the mask
 * gives, the same in both passes, since these have the example's mask.
 */
final class UnmaskedStepsRule implements PartwiseRule {
  private final Use use;

  UnmaskedStepsRule(Use use) {
    this.use = use;
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    Shape sequence = inputs.get(0);
    Shape mask = inputs.get(1);
    if (sequence.rank() != 2 || mask.rank() != 1 || mask.size(0) != sequence.size(0)) {
      throw new IllegalArgumentException(
          "takes sequences (time, channels), not " + sequence + " with a mask " + mask);
    }
    return use == Use.LAST ? new Shape(sequence.size(1)) : sequence;
  }

  /** Returns {@code [batch, step of the output, step of the input]}. */
  private SDVariable moves(Ops ops, SDVariable mask, Shape shape) {
    long time = shape.size(0);
    INDArray numbers = Nd4j.arange(1, time + 1.0).castTo(ops.dataType());
    if (use == Use.LAST) {
      SDVariable count = ops.reshape(ops.sumAlong(mask, shape, 0), 1, 1);
      return ops.equal(count, ops.constant(numbers.reshape(1, 1, time)));
    }
    SDVariable counts = ops.sameDiff().cumsum(mask, 1);
    if (use == Use.GATHERED) {
      SDVariable places = ops.constant(numbers.reshape(1, time, 1));
      return ops.equal(ops.reshape(counts, 1, time), places).mul(ops.reshape(mask, 1, time));
    }
    SDVariable held =
        ops.equal(ops.reshape(counts, time, 1), ops.constant(numbers.reshape(1, 1, time)));
    return use == Use.ZEROED ? held.mul(ops.reshape(mask, time, 1)) : held;
  }

  private SDVariable moved(Ops ops, SDVariable moves, SDVariable sequence, Shape shape) {
    SDVariable steps = ops.matrixProduct(moves, false, sequence, false);
    return use == Use.LAST ? ops.reshape(steps, shape.size(1)) : steps;
  }

  @Override
  public SDVariable forward(Ops ops, List<Value> inputs) {
    Value mask = inputs.get(1);
    SDVariable moves = moves(ops, mask.variable(), mask.shape());
    return moved(ops, moves, inputs.get(0).variable(), inputs.get(0).shape());
  }

  private SDVariable moves(Ops ops, NodeValues values) {
    return values.once("moves", () -> moves(ops, values.actual(1), values.inputShape(1)));
  }

  @Override
  public Parts parts(Ops ops, NodeValues values) {
    return values.parts(0).map(part -> moved(ops, moves(ops, values), part, values.inputShape(0)));
  }

  /** The mask itself, the same in both passes, gets no multipliers. */
  @Override
  public List<Multipliers> backward(Ops ops, NodeValues values, Multipliers upstream) {
    SDVariable moves = moves(ops, values);
    Shape input = values.inputShape(0);
    return List.of(
        upstream.map(
            each -> {
              if (use == Use.LAST) {
                return ops.permute(moves, 0, 2, 1).mul(ops.reshape(each, 1, input.size(1)));
              }
              // Multipliers that all examples share become one for each.
              SDVariable own = each.add(ops.reshape(values.actual(1).mul(0), input.size(0), 1));
              return ops.matrixProduct(moves, true, own, false);
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
    return "unmasked steps, " + use.name().toLowerCase(Locale.ROOT);
  }
}

package io.github.dl4jdeeplift.rule.arithmetic;

import io.github.dl4jdeeplift.rule.LinearRule;
import io.github.dl4jdeeplift.rule.Multipliers;
import io.github.dl4jdeeplift.rule.NodeValues;
import io.github.dl4jdeeplift.rule.Ops;
import io.github.dl4jdeeplift.rule.Parts;
import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.Value;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * x·scale + shift, number by number: batch normalization with its running statistics, scale and
 * shift vertices; m = scale (section 2.3.1). A negative scale swaps the parts of a difference.
 */
public class ScaleShiftRule extends LinearRule {
  private final Scale scale;
  private final INDArray shift;

  /** The factors, and their positive and negative parts. */
  private record Scale(INDArray all, INDArray positive, INDArray negative) {
    static Scale of(INDArray all) {
      return new Scale(all, Transforms.max(all, 0, true), Transforms.min(all, 0, true));
    }
  }

  /**
   * Makes the rule.
   *
   * @param scale factors, of a shape that broadcasts to {@code [batch, shape...]}
   * @param shift summands, of a shape that broadcasts to {@code [batch, shape...]}
   */
  public ScaleShiftRule(INDArray scale, INDArray shift) {
    this.scale = Scale.of(scale);
    this.shift = shift;
  }

  /**
   * Makes the rule of one factor and one summand for all numbers.
   *
   * @param dataType type in which the rule computes, FLOAT or DOUBLE
   * @param scale the factor
   * @param shift the summand
   */
  public static ScaleShiftRule of(DataType dataType, double scale, double shift) {
    return new ScaleShiftRule(Nd4j.scalar(dataType, scale), Nd4j.scalar(dataType, shift));
  }

  final INDArray factors() {
    return scale.all;
  }

  final INDArray summands() {
    return shift;
  }

  @Override
  public Shape outputShape(Shape input) {
    return input;
  }

  /**
   * Returns factors or summands as the program multiplies and adds them.
   *
   * @param values as they were given
   * @param shape shape of one example
   */
  protected SDVariable constant(Ops ops, INDArray values, Shape shape) {
    return ops.constant(values);
  }

  @Override
  public SDVariable linear(Ops ops, Value input) {
    return input.variable().mul(constant(ops, scale.all, input.shape()));
  }

  @Override
  public SDVariable apply(Ops ops, Value input) {
    return linear(ops, input).add(constant(ops, shift, input.shape()));
  }

  @Override
  public SDVariable transpose(Ops ops, Value output, Shape input) {
    return linear(ops, output);
  }

  @Override
  public Parts parts(Ops ops, NodeValues values) {
    Parts parts = values.parts(0);
    SDVariable positive = constant(ops, scale.positive, values.inputShape(0));
    SDVariable negative = constant(ops, scale.negative, values.inputShape(0));
    return new Parts(
        parts.positive().mul(positive).add(parts.negative().mul(negative)),
        parts.negative().mul(positive).add(parts.positive().mul(negative)));
  }

  @Override
  public List<Multipliers> backward(Ops ops, NodeValues values, Multipliers upstream) {
    if (upstream.areShared()) {
      return super.backward(ops, values, upstream);
    }
    SDVariable positive = constant(ops, scale.positive, values.inputShape(0));
    SDVariable negative = constant(ops, scale.negative, values.inputShape(0));
    return List.of(
        new Multipliers(
            upstream.positive().mul(positive).add(upstream.negative().mul(negative)),
            upstream.negative().mul(positive).add(upstream.positive().mul(negative))));
  }
}

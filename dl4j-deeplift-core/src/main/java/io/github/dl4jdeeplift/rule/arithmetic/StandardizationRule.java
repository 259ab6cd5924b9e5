package io.github.dl4jdeeplift.rule.arithmetic;

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
 * Numbers along one dimension less their mean, over their standard deviation: y = c/σ, c = x − mean
 * x, σ = √(mean c² + ε), the heart of layer normalization; y = 0 where σ is 0.
 *
 * <p>Centering is linear (2016 paper, section 2.3.1), the square and the root have the exact
 * secants 2c̄ and 1/(2σ̄), and the quotient is the product rule (section 2.3.5, equation 18) of y·σ
 * = c, solved for y: δy = (δc − ȳ·δσ)/σ̄, where bars are means over both passes. Together, with u
 * the multipliers of y: m = g − mean g, g = (u − c̄·mean(u·ȳ)/σ̄)/σ̄. Where both passes are equal
 * that is the derivative. A reference without deviation, such as zeros, is no special case, while
 * the product with 1/σ would be infinite there; where neither pass has any, the output's difference
 * is 0, and so are the multipliers.
 *
 * <p>Any shape, which is kept.
 */
public final class StandardizationRule implements PartwiseRule {
  private final int axis;
  private final double epsilon;

  /**
   * Makes the rule.
   *
   * @param axis the dimension, the batch left out; negative counts from the end
   * @param epsilon ε, added to the variance; 0 as Deeplearning4j 1.0.0-M2.1 standardizes
   */
  public StandardizationRule(int axis, double epsilon) {
    this.axis = axis;
    this.epsilon = epsilon;
  }

  /** The numbers less their mean, their deviation, and the output. */
  private record Pass(SDVariable centered, SDVariable deviation, SDVariable output) {}

  /**
   * What carries differences forward and multipliers back between two passes.
   *
   * @param output ȳ
   * @param slope c̄/σ̄
   * @param inverse 1/σ̄
   */
  private record Pair(SDVariable output, SDVariable slope, SDVariable inverse) {}

  private int axis(Shape shape) {
    int place = axis < 0 ? axis + shape.rank() : axis;
    if (place < 0 || place >= shape.rank()) {
      throw new IllegalArgumentException(
          "normalizes dimension " + axis + " of each example, but its input has shape " + shape);
    }
    return place;
  }

  private SDVariable mean(Ops ops, SDVariable x, Shape shape) {
    return ops.sumAlong(x, shape, axis(shape)).mul(1.0 / shape.size(axis(shape)));
  }

  private Pass pass(Ops ops, SDVariable x, Shape shape) {
    SDVariable centered = x.sub(mean(ops, x, shape));
    SDVariable variance = mean(ops, centered.mul(centered), shape);
    SDVariable deviation =
        ops.sameDiff().math().sqrt(epsilon == 0 ? variance : variance.add(epsilon));
    SDVariable isFlat = ops.isZero(deviation);
    SDVariable output = ops.not(isFlat).mul(centered).div(deviation.add(isFlat));
    return new Pass(centered, deviation, output);
  }

  private Pair pair(Ops ops, NodeValues values) {
    Pass x = pass(ops, values.actual(0), values.inputShape(0));
    Pass r = pass(ops, values.reference(0), values.inputShape(0));
    SDVariable deviation = mean(x.deviation, r.deviation);
    SDVariable isFlat = ops.isZero(deviation);
    SDVariable inverse = ops.not(isFlat).div(deviation.add(isFlat));
    SDVariable slope = mean(x.centered, r.centered).mul(inverse);
    return new Pair(mean(x.output, r.output), slope, inverse);
  }

  private static SDVariable mean(SDVariable one, SDVariable other) {
    return one.add(other).mul(0.5);
  }

  /** Writes down a part of the output's difference from a part of the input's. */
  private SDVariable onward(Ops ops, Pair pair, SDVariable part, Shape shape) {
    SDVariable centered = part.sub(mean(ops, part, shape));
    SDVariable deviation = mean(ops, centered.mul(pair.slope), shape);
    return centered.sub(pair.output.mul(deviation)).mul(pair.inverse);
  }

  /** Writes down the multipliers of the input from those of the output. */
  private SDVariable back(Ops ops, Pair pair, SDVariable multipliers, Shape shape) {
    SDVariable ofDeviation = mean(ops, multipliers.mul(pair.output), shape);
    SDVariable ofCentered = multipliers.sub(pair.slope.mul(ofDeviation)).mul(pair.inverse);
    return ofCentered.sub(mean(ops, ofCentered, shape));
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    axis(inputs.get(0));
    return inputs.get(0);
  }

  @Override
  public SDVariable forward(Ops ops, List<Value> inputs) {
    return pass(ops, inputs.get(0).variable(), inputs.get(0).shape()).output;
  }

  @Override
  public Parts parts(Ops ops, NodeValues values) {
    Pair pair = pair(ops, values);
    return values.parts(0).map(part -> onward(ops, pair, part, values.inputShape(0)));
  }

  @Override
  public List<Multipliers> backward(Ops ops, NodeValues values, Multipliers upstream) {
    Pair pair = pair(ops, values);
    return List.of(upstream.map(each -> back(ops, pair, each, values.inputShape(0))));
  }

  @Override
  public Trace trace() {
    return Trace.PASSES;
  }

  @Override
  public String description() {
    return "layer normalization, squares and quotients";
  }
}

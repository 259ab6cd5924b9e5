package io.github.dl4jdeeplift.rule.arithmetic;

import io.github.dl4jdeeplift.rule.LinearRule;
import io.github.dl4jdeeplift.rule.Ops;
import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.Trace;
import io.github.dl4jdeeplift.rule.Value;
import io.github.dl4jdeeplift.rule.WeightedRule;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A dense layer or convolution on constrained inputs with normalized weights: w̄ = w − μ, b̄ = b +
 * cμ, with μ the mean of a unit's weights to the inputs that sum to c (section 2.6, equation 22).
 *
 * <p>The output stays the same. The constants Σcμ are what the layer makes of an input that is c/n
 * in all n places of each constraint, so that weights which fall on padding leave theirs out.
 */
public final class NormalizedRule extends WeightedRule {
  private final WeightedRule layer;
  private final WeightedRule centered;
  private final INDArray uniform;

  /**
   * Makes the rule.
   *
   * @param layer the layer as it is
   * @param centered the layer with w − μ for its weights
   * @param uniform {@code [1, shape...]}, c/n in all n places of each constraint
   */
  public NormalizedRule(WeightedRule layer, WeightedRule centered, INDArray uniform) {
    this.layer = layer;
    this.centered = centered;
    this.uniform = uniform;
  }

  @Override
  public Shape outputShape(Shape input) {
    return layer.outputShape(input);
  }

  @Override
  public SDVariable linear(Ops ops, Value input) {
    return centered.linear(ops, input);
  }

  @Override
  public SDVariable apply(Ops ops, Value input) {
    Value constant = new Value(ops.constant(uniform), input.shape());
    return linear(ops, input).add(layer.apply(ops, constant));
  }

  @Override
  public SDVariable transpose(Ops ops, Value output, Shape input) {
    return centered.transpose(ops, output, input);
  }

  @Override
  public LinearRule absolute() {
    return centered.absolute();
  }

  @Override
  public Trace trace() {
    return layer.trace();
  }

  @Override
  public String description() {
    return "linear, weights normalized";
  }
}

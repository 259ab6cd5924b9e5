package io.github.dl4jdeeplift.rule.activation;

import io.github.dl4jdeeplift.rule.LinearRule;
import io.github.dl4jdeeplift.rule.Ops;
import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.Value;
import io.github.dl4jdeeplift.rule.WeightedRule;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * Each number less the mean of all along the last dimension; m = 1 − 1/n for the number itself,
 * −1/n for the n − 1 others.
 *
 * <p>In place of a final softmax it mean-normalizes the weights that lead to the classes (section
 * 2.5, equation 21): a logit less the mean of all logits is what is explained then.
 */
final class CenteringRule extends WeightedRule {
  private final boolean magnitudes;

  /** Makes the rule. */
  CenteringRule() {
    this(false);
  }

  private CenteringRule(boolean magnitudes) {
    this.magnitudes = magnitudes;
  }

  @Override
  public Shape outputShape(Shape input) {
    return input;
  }

  /** The map is a·x + b·Σx; its weights are a + b for a number itself and b for the others. */
  @Override
  public SDVariable linear(Ops ops, Value input) {
    Shape shape = input.shape();
    double share = 1.0 / shape.size(-1);
    double own = magnitudes ? 1 - 2 * share : 1;
    double all = magnitudes ? share : -share;
    SDVariable sum = ops.sumAlong(input.variable(), shape, shape.rank() - 1);
    return input.variable().mul(own).add(sum.mul(all));
  }

  @Override
  public SDVariable transpose(Ops ops, Value output, Shape input) {
    return linear(ops, output);
  }

  @Override
  public LinearRule absolute() {
    return new CenteringRule(true);
  }

  @Override
  public String description() {
    return "mean normalization";
  }
}

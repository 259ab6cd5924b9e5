package io.github.dl4jdeeplift.rule.arithmetic;

import io.github.dl4jdeeplift.rule.Constraints;
import io.github.dl4jdeeplift.rule.LayerView;
import io.github.dl4jdeeplift.rule.LinearRule;
import io.github.dl4jdeeplift.rule.Ops;
import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.Trace;
import io.github.dl4jdeeplift.rule.Value;
import io.github.dl4jdeeplift.rule.WeightedRule;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * xW + b over the last dimension: dense and output layers; m = w (section 2.3.1).
 *
 * <p>Shapes: {@code [batch, ..., in] x [in, out] -> [batch, ..., out]}. A sequence whose time steps
 * Deeplearning4j folds into the batch stays {@code [batch, time, in]} here.
 */
public final class DenseRule extends WeightedRule {
  private final INDArray weights;
  private final INDArray transposed;
  private final @Nullable INDArray bias;

  /**
   * Makes the rule.
   *
   * @param weights {@code [in, out]}
   * @param bias {@code [out]}, or null
   */
  public DenseRule(INDArray weights, @Nullable INDArray bias) {
    this.weights = weights;
    this.transposed = weights.transpose().dup('c');
    this.bias = bias;
  }

  /**
   * Makes the rule of a layer with parameters {@code W} and, where it has a bias, {@code b}.
   *
   * @param layer the layer
   */
  public static DenseRule of(LayerView<?> layer) {
    INDArray bias = layer.parameterOrNull("b");
    return new DenseRule(layer.parameter("W"), bias == null ? null : bias.reshape(bias.length()));
  }

  @Override
  public Shape outputShape(Shape input) {
    if (input.size(-1) != weights.size(0)) {
      throw new IllegalArgumentException(
          "takes " + weights.size(0) + " inputs, not " + input.size(-1) + " (shape " + input + ")");
    }
    return input.with(input.rank() - 1, weights.size(1));
  }

  @Override
  public SDVariable linear(Ops ops, Value input) {
    return multiply(ops, input, weights);
  }

  @Override
  public SDVariable apply(Ops ops, Value input) {
    SDVariable product = linear(ops, input);
    return bias == null ? product : product.add(ops.constant(bias));
  }

  @Override
  public LinearRule absolute() {
    return new DenseRule(Transforms.abs(weights, true), null);
  }

  @Override
  public SDVariable transpose(Ops ops, Value output, Shape input) {
    return multiply(ops, output, transposed);
  }

  private static SDVariable multiply(Ops ops, Value left, INDArray right) {
    Shape shape = left.shape();
    if (shape.rank() == 1) {
      return left.variable().mmul(ops.constant(right));
    }
    SDVariable rows = left.variable().reshape(-1, shape.size(-1));
    return ops.reshape(
        rows.mmul(ops.constant(right)), shape.with(shape.rank() - 1, right.size(1)).dimensions());
  }

  @Override
  public WeightedRule centered(Constraints constraints) {
    int[] pattern = constraints.along(constraints.shape().rank() - 1);
    return new DenseRule(centered(weights, pattern), null);
  }

  @Override
  public Optional<WeightedRule> scaled(
      int channelAxis, Shape output, INDArray factors, INDArray summands) {
    return channelAxis == output.rank() - 1
        ? Optional.of(new DenseRule(weights.mul(factors), scaled(bias, factors, summands)))
        : Optional.empty();
  }

  @Override
  public Trace trace() {
    return Trace.DENSE;
  }
}

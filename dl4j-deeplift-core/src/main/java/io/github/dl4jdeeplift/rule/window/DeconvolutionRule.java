package io.github.dl4jdeeplift.rule.window;

import io.github.dl4jdeeplift.rule.LinearRule;
import io.github.dl4jdeeplift.rule.Ops;
import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.Trace;
import io.github.dl4jdeeplift.rule.Value;
import io.github.dl4jdeeplift.rule.WeightedRule;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Deconvolution, also called transposed convolution: the transpose of a convolution, which is its
 * own transpose in turn; m = w (section 2.3.1).
 *
 * <p>Shapes are those of the convolution, input and output changed for each other.
 */
final class DeconvolutionRule extends WeightedRule {
  private final WeightedRule convolution;
  private final UnaryOperator<Shape> enlarged;
  private final @Nullable INDArray bias;

  /**
   * Makes the rule.
   *
   * @param convolution the convolution, which takes this layer's outputs for its inputs
   * @param enlarged the output's shape for an input's shape
   * @param bias of a shape that broadcasts to {@code [batch, outputShape...]}, or null
   */
  DeconvolutionRule(
      WeightedRule convolution, UnaryOperator<Shape> enlarged, @Nullable INDArray bias) {
    this.convolution = convolution;
    this.enlarged = enlarged;
    this.bias = bias;
  }

  @Override
  public Shape outputShape(Shape input) {
    Shape output = enlarged.apply(input);
    Shape back = convolution.outputShape(output);
    if (!back.equals(input)) {
      throw new IllegalArgumentException("takes inputs of shape " + back + ", not " + input);
    }
    return output;
  }

  @Override
  public SDVariable linear(Ops ops, Value input) {
    return convolution.transpose(ops, input, outputShape(input.shape()));
  }

  @Override
  public SDVariable apply(Ops ops, Value input) {
    SDVariable result = linear(ops, input);
    return bias == null ? result : result.add(ops.constant(bias));
  }

  @Override
  public SDVariable transpose(Ops ops, Value output, Shape input) {
    return convolution.linear(ops, output);
  }

  @Override
  public LinearRule absolute() {
    LinearRule magnitudes = convolution.absolute();
    return new LinearRule() {
      @Override
      public Shape outputShape(Shape input) {
        return DeconvolutionRule.this.outputShape(input);
      }

      @Override
      public SDVariable linear(Ops ops, Value input) {
        return magnitudes.transpose(ops, input, outputShape(input.shape()));
      }

      @Override
      public SDVariable transpose(Ops ops, Value output, Shape input) {
        return magnitudes.linear(ops, output);
      }
    };
  }

  @Override
  public Trace trace() {
    return Trace.CONVOLUTION;
  }
}

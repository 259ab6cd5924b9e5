package io.github.dl4jdeeplift.rule;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Batch normalization with its running statistics, an affine map of each channel: γ(x − μ)/√(σ² +
 * ε) + β; m = γ/√(σ² + ε) (section 2.3.1).
 *
 * <p>Shapes: {@code [batch, channels]}, {@code [batch, channels, height, width]} or, for the NHWC
 * format, {@code [batch, height, width, channels]} and {@code [batch, time, channels]}.
 */
public final class BatchNormalizationRule extends LinearRule {
  private final INDArray scale;
  private final INDArray shift;
  private final boolean channelsLast;

  /**
   * Makes the rule of a layer.
   *
   * @param layer the layer
   */
  public BatchNormalizationRule(LayerView<BatchNormalization> layer) {
    BatchNormalization configuration = layer.configuration();
    INDArray deviation = Transforms.sqrt(variance(layer).add(configuration.getEps()), true);
    INDArray mean = layer.parameter("mean");
    this.scale = gamma(layer).div(deviation).reshape(mean.length());
    this.shift = beta(layer).sub(mean.reshape(mean.length()).mul(scale));
    this.channelsLast = configuration.getCnn2DFormat() == CNN2DFormat.NHWC;
  }

  private static INDArray variance(LayerView<BatchNormalization> layer) {
    if (!layer.configuration().isUseLogStd()) {
      return layer.parameter("var");
    }
    INDArray deviation = layer.parameter("log10stdev").mul(Math.log(10));
    return Transforms.exp(deviation.mul(2), true);
  }

  private static INDArray gamma(LayerView<BatchNormalization> layer) {
    INDArray gamma = layer.parameterOrNull("gamma");
    return gamma == null ? locked(layer, layer.configuration().getGamma(), 1) : flat(gamma);
  }

  private static INDArray beta(LayerView<BatchNormalization> layer) {
    INDArray beta = layer.parameterOrNull("beta");
    return beta == null ? locked(layer, layer.configuration().getBeta(), 0) : flat(beta);
  }

  /** Deeplearning4j applies locked values only where gamma is not 1 and beta is not 0. */
  private static INDArray locked(LayerView<BatchNormalization> layer, double value, double plain) {
    BatchNormalization configuration = layer.configuration();
    boolean applied = configuration.getGamma() != 1 && configuration.getBeta() != 0;
    long channels = layer.parameter("mean").length();
    return Nd4j.valueArrayOf(new long[] {channels}, applied ? value : plain, layer.dataType());
  }

  private static INDArray flat(INDArray parameter) {
    return parameter.reshape(parameter.length());
  }

  @Override
  protected Shape outputShape(Shape input) {
    if (input.rank() == 2 && !channelsLast) {
      // Deeplearning4j views [n, channels, time] as [1, n, channels, time] here.
      throw new UnsupportedLayerException(
          "Deeplearning4j 1.0.0-M2.1 itself normalizes sequences along the wrong dimension unless"
              + " the layer is set to CNN2DFormat.NHWC on [n, time, channels] data: set that format,"
              + " or put the data in NWC");
    }
    long channels = input.size(channelAxis(input));
    if (channels != scale.length()) {
      throw new IllegalArgumentException(
          "takes " + scale.length() + " channels, not " + channels + " (shape " + input + ")");
    }
    return input;
  }

  private int channelAxis(Shape input) {
    return channelsLast ? input.rank() - 1 : 0;
  }

  private SDVariable perChannel(Ops ops, INDArray values, Shape shape) {
    SDVariable constant = ops.constant(values);
    boolean last = channelAxis(shape) == shape.rank() - 1;
    return last ? constant : constant.reshape(1, values.length(), 1, 1);
  }

  @Override
  protected SDVariable apply(Ops ops, Value input) {
    Shape shape = input.shape();
    return input.variable().mul(perChannel(ops, scale, shape)).add(perChannel(ops, shift, shape));
  }

  @Override
  protected SDVariable transpose(Ops ops, Value output, Shape input) {
    return output.variable().mul(perChannel(ops, scale, input));
  }
}

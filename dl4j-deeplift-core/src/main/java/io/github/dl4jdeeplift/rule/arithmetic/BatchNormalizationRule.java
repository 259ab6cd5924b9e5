package io.github.dl4jdeeplift.rule.arithmetic;

import io.github.dl4jdeeplift.rule.LayerView;
import io.github.dl4jdeeplift.rule.Ops;
import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.UnsupportedLayerException;
import io.github.dl4jdeeplift.rule.WeightedRule;
import java.util.Optional;
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
public final class BatchNormalizationRule extends ScaleShiftRule {
  private final long channels;
  private final boolean channelsLast;

  /**
   * Makes the rule of a layer.
   *
   * @param layer the layer
   */
  public BatchNormalizationRule(LayerView<BatchNormalization> layer) {
    this(layer, scale(layer));
  }

  private BatchNormalizationRule(LayerView<BatchNormalization> layer, INDArray scale) {
    this(
        scale,
        beta(layer).sub(flat(layer.parameter("mean")).mul(scale)),
        layer.configuration().getCnn2DFormat() == CNN2DFormat.NHWC);
  }

  private BatchNormalizationRule(INDArray factors, INDArray summands, boolean channelsLast) {
    super(factors, summands);
    this.channels = factors.length();
    this.channelsLast = channelsLast;
  }

  /** Returns the same rule for the rows of all steps, {@code [batch, time, channels]}. */
  public BatchNormalizationRule ofRows() {
    return new BatchNormalizationRule(factors(), summands(), true);
  }

  private static INDArray scale(LayerView<BatchNormalization> layer) {
    double epsilon = layer.configuration().getEps();
    INDArray deviation = Transforms.sqrt(variance(layer).add(epsilon), true);
    return flat(gamma(layer).div(flat(deviation)));
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
  public Shape outputShape(Shape input) {
    if (input.rank() == 2 && !channelsLast) {
      // Deeplearning4j views [n, channels, time] as [1, n, channels, time] here.
      throw new UnsupportedLayerException(
          "Deeplearning4j 1.0.0-M2.1 itself normalizes sequences along the wrong dimension unless"
              + " the layer is set to CNN2DFormat.NHWC on [n, time, channels] data: set that format,"
              + " or put the data in NWC");
    }
    long given = input.size(channelAxis(input));
    if (given != channels) {
      throw new IllegalArgumentException(
          "takes " + channels + " channels, not " + given + " (shape " + input + ")");
    }
    return input;
  }

  private int channelAxis(Shape input) {
    return channelsLast ? input.rank() - 1 : 0;
  }

  /**
   * Returns the map in front of this one and this one as a single map.
   *
   * @param before the map in front
   * @param value shape of what it hands on, the batch left out
   */
  public Optional<WeightedRule> joinedTo(WeightedRule before, Shape value) {
    return before.scaled(channelAxis(value), value, factors(), summands());
  }

  @Override
  protected SDVariable constant(Ops ops, INDArray values, Shape shape) {
    SDVariable constant = ops.constant(values);
    boolean last = channelAxis(shape) == shape.rank() - 1;
    return last ? constant : constant.reshape(1, channels, 1, 1);
  }
}

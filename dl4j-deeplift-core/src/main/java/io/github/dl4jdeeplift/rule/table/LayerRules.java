package io.github.dl4jdeeplift.rule.table;

import io.github.dl4jdeeplift.rule.Expansion;
import io.github.dl4jdeeplift.rule.LayerView;
import io.github.dl4jdeeplift.rule.Rule;
import io.github.dl4jdeeplift.rule.RuleRow;
import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.activation.ActivationRules;
import io.github.dl4jdeeplift.rule.activation.RescaleRule;
import io.github.dl4jdeeplift.rule.arithmetic.BatchNormalizationRule;
import io.github.dl4jdeeplift.rule.arithmetic.DenseRule;
import io.github.dl4jdeeplift.rule.arithmetic.ScaleShiftRule;
import io.github.dl4jdeeplift.rule.arithmetic.StandardizationRule;
import io.github.dl4jdeeplift.rule.function.Prelu;
import io.github.dl4jdeeplift.rule.shape.IdentityRule;
import io.github.dl4jdeeplift.rule.shape.PaddingRule;
import io.github.dl4jdeeplift.rule.window.ConvolutionRule;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Convolution1D;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.Convolution2D;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.ZeroPadding1DLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping1D;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping2D;
import org.deeplearning4j.nn.conf.layers.misc.ElementWiseMultiplicationLayer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The table's rows for layers. */
final class LayerRules {
  static final List<RuleRow<?>> ROWS =
      List.of(
          new RuleRow<>(DenseLayer.class, LayerRules::dense),
          ActivationRules.activated(OutputLayer.class, DenseRule::of),
          ActivationRules.activated(ConvolutionLayer.class, ConvolutionRule::ofImages),
          ActivationRules.activated(Convolution2D.class, ConvolutionRule::ofImages),
          ActivationRules.activated(Convolution1DLayer.class, ConvolutionRule::ofSequences),
          ActivationRules.activated(Convolution1D.class, ConvolutionRule::ofSequences),
          ActivationRules.activated(
              ElementWiseMultiplicationLayer.class, LayerRules::multiplication),
          RuleRow.of(
              ActivationLayer.class, l -> ActivationRules.of(l.configuration().getActivationFn())),
          RuleRow.of(LossLayer.class, l -> ActivationRules.of(l.configuration().getActivationFn())),
          RuleRow.of(PReLULayer.class, l -> new RescaleRule(new Prelu(alpha(l)))),
          RuleRow.of(DropoutLayer.class, layer -> new IdentityRule()),
          RuleRow.of(BatchNormalization.class, BatchNormalizationRule::new),
          RuleRow.of(Cropping1D.class, l -> sequenceEnds(l.configuration().getCropping(), -1)),
          RuleRow.of(
              ZeroPadding1DLayer.class, l -> sequenceEnds(l.configuration().getPadding(), 1)),
          RuleRow.of(
              Cropping2D.class,
              l ->
                  imageEnds(
                      l.configuration().getCropping(), -1, l.configuration().getDataFormat())),
          RuleRow.of(
              ZeroPaddingLayer.class,
              l ->
                  imageEnds(l.configuration().getPadding(), 1, l.configuration().getDataFormat())));

  private LayerRules() {}

  /** Deeplearning4j normalizes the sums before it adds the bias. */
  private static Expansion dense(LayerView<DenseLayer> layer) {
    if (!layer.configuration().hasLayerNorm()) {
      return ActivationRules.activated(layer.configuration(), DenseRule.of(layer));
    }
    INDArray gain = layer.parameter("g");
    INDArray bias = layer.parameterOrNull("b");
    return ActivationRules.activated(
        layer.configuration(),
        new DenseRule(layer.parameter("W"), null),
        new StandardizationRule(-1, 0),
        scaleShift(gain, bias == null ? gain.mul(0) : bias));
  }

  /** Returns the rule of a factor and a summand for each channel, channels last. */
  static Rule scaleShift(INDArray scale, INDArray shift) {
    return new ScaleShiftRule(scale.reshape(scale.length()), shift.reshape(shift.length()));
  }

  private static Rule multiplication(LayerView<ElementWiseMultiplicationLayer> layer) {
    return scaleShift(layer.parameter("W"), layer.parameter("b"));
  }

  private static INDArray alpha(LayerView<?> layer) {
    INDArray alpha = layer.parameter("W");
    long[] shape = new Shape(alpha.shape()).withBatch(1);
    return alpha.reshape('c', shape);
  }

  /** Deeplearning4j crops and pads dimension 2 of sequences, whatever their format. */
  private static Rule sequenceEnds(int[] cells, int sign) {
    return new PaddingRule(
        new long[] {0, (long) sign * cells[0]}, new long[] {0, (long) sign * cells[1]});
  }

  private static Rule imageEnds(int[] cells, int sign, CNN2DFormat format) {
    long[] signed = Arrays.stream(cells).mapToLong(cell -> (long) sign * cell).toArray();
    return format == CNN2DFormat.NHWC
        ? new PaddingRule(
            new long[] {signed[0], signed[2], 0}, new long[] {signed[1], signed[3], 0})
        : new PaddingRule(
            new long[] {0, signed[0], signed[2]}, new long[] {0, signed[1], signed[3]});
  }
}

package io.github.dl4jdeeplift.rule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
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
          activated(OutputLayer.class, DenseRule::of),
          activated(ConvolutionLayer.class, ConvolutionRule::ofImages),
          activated(Convolution2D.class, ConvolutionRule::ofImages),
          activated(Convolution1DLayer.class, ConvolutionRule::ofSequences),
          activated(Convolution1D.class, ConvolutionRule::ofSequences),
          activated(ElementWiseMultiplicationLayer.class, LayerRules::multiplication),
          RuleRow.of(ActivationLayer.class, l -> activation(l.configuration().getActivationFn())),
          RuleRow.of(LossLayer.class, l -> activation(l.configuration().getActivationFn())),
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

  /** A row of a layer that applies an activation function after its own map. */
  static <T extends BaseLayer> RuleRow<T> activated(
      Class<T> type, Function<LayerView<T>, Rule> map) {
    return new RuleRow<>(type, layer -> activated(layer.configuration(), map.apply(layer)));
  }

  /**
   * Returns nodes that each read the one before, and the layer's activation function if it has one.
   */
  static Expansion activated(BaseLayer configuration, Rule... map) {
    List<Rule> rules = new ArrayList<>(List.of(map));
    Rule activation = activation(configuration.getActivationFn());
    if (!(activation instanceof IdentityRule)) {
      rules.add(activation);
    }
    return Expansion.chain(rules);
  }

  private static Rule activation(org.nd4j.linalg.activations.IActivation function) {
    return ActivationRules.of(function);
  }

  /** Deeplearning4j normalizes the sums before it adds the bias. */
  private static Expansion dense(LayerView<DenseLayer> layer) {
    if (!layer.configuration().hasLayerNorm()) {
      return activated(layer.configuration(), DenseRule.of(layer));
    }
    INDArray gain = layer.parameter("g");
    INDArray bias = layer.parameterOrNull("b");
    return activated(
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

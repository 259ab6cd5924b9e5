package io.github.dl4jdeeplift.rule.table;

import io.github.dl4jdeeplift.rule.Expansion;
import io.github.dl4jdeeplift.rule.LayerView;
import io.github.dl4jdeeplift.rule.Rule;
import io.github.dl4jdeeplift.rule.RuleRow;
import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.activation.ActivationRules;
import io.github.dl4jdeeplift.rule.arithmetic.DenseRule;
import io.github.dl4jdeeplift.rule.shape.ReshapeRule;
import io.github.dl4jdeeplift.rule.shape.ReverseAxesRule;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.layers.AutoEncoder;
import org.deeplearning4j.nn.conf.layers.CenterLossOutputLayer;
import org.deeplearning4j.nn.conf.layers.Cnn3DLossLayer;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.conf.layers.objdetect.Yolo2OutputLayer;
import org.deeplearning4j.nn.conf.layers.variational.VariationalAutoencoder;
import org.deeplearning4j.nn.conf.ocnn.OCNNOutputLayer;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The table's rows for losses over images and volumes, and for layers with a training of their own.
 */
final class OutputRules {
  static final List<RuleRow<?>> ROWS =
      List.of(
          new RuleRow<>(CnnLossLayer.class, OutputRules::imageLoss),
          new RuleRow<>(Cnn3DLossLayer.class, OutputRules::volumeLoss),
          ActivationRules.activated(CenterLossOutputLayer.class, DenseRule::of),
          ActivationRules.activated(AutoEncoder.class, DenseRule::of),
          new RuleRow<>(VariationalAutoencoder.class, OutputRules::encoder),
          new RuleRow<>(OCNNOutputLayer.class, OutputRules::oneClass),
          new RuleRow<>(Yolo2OutputLayer.class, BoundingBoxRules::of));

  private OutputRules() {}

  private static Expansion imageLoss(LayerView<CnnLossLayer> layer) {
    return overChannels(
        layer.configuration().getActivationFn(),
        layer.configuration().getFormat() == CNN2DFormat.NHWC);
  }

  private static Expansion volumeLoss(LayerView<Cnn3DLossLayer> layer) {
    return overChannels(
        layer.configuration().getActivationFn(),
        layer.configuration().getDataFormat() == Convolution3D.DataFormat.NDHWC);
  }

  /** Applies a function to the channels of each place: softmax normalizes over them. */
  private static Expansion overChannels(IActivation function, boolean channelsLast) {
    Rule rule = ActivationRules.of(function);
    return channelsLast
        ? Expansion.chain(rule)
        : Expansion.chain(new ReverseAxesRule(), rule, new ReverseAxesRule());
  }

  /** The encoder, up to the mean of p(z|x), is what Deeplearning4j runs at inference. */
  private static Expansion encoder(LayerView<VariationalAutoencoder> layer) {
    VariationalAutoencoder configuration = layer.configuration();
    List<Rule> rules = new ArrayList<>();
    for (int index = 0; index < configuration.getEncoderLayerSizes().length; index++) {
      rules.add(dense(layer, "e" + index + "W", "e" + index + "b"));
      rules.add(ActivationRules.of(configuration.getActivationFn()));
    }
    rules.add(dense(layer, "pZXMeanW", "pZXMeanb"));
    rules.add(ActivationRules.of(configuration.getPzxActivationFn()));
    return Expansion.chain(rules);
  }

  private static Rule dense(LayerView<?> layer, String weights, String bias) {
    INDArray constants = layer.parameter(bias);
    return new DenseRule(layer.parameter(weights), constants.reshape(constants.length()));
  }

  /** w · f(xV), one number for each example. */
  private static Expansion oneClass(LayerView<OCNNOutputLayer> layer) {
    INDArray weights = layer.parameter("w");
    return Expansion.chain(
        new DenseRule(layer.parameter("v"), null),
        ActivationRules.of(layer.configuration().getActivationFn()),
        new DenseRule(weights.reshape(weights.length(), 1), null),
        new ReshapeRule(shape -> new Shape()));
  }
}

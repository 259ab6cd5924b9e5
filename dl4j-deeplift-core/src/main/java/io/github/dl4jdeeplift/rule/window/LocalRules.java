package io.github.dl4jdeeplift.rule.window;

import io.github.dl4jdeeplift.rule.Expansion;
import io.github.dl4jdeeplift.rule.LayerView;
import io.github.dl4jdeeplift.rule.Rule;
import io.github.dl4jdeeplift.rule.RuleRow;
import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.UnsupportedLayerException;
import io.github.dl4jdeeplift.rule.activation.ActivationRules;
import io.github.dl4jdeeplift.rule.arithmetic.LookupRule;
import io.github.dl4jdeeplift.rule.shape.IdentityRule;
import io.github.dl4jdeeplift.rule.shape.PermuteRule;
import io.github.dl4jdeeplift.rule.shape.ReshapeRule;
import io.github.dl4jdeeplift.rule.shape.ReverseAxesRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.LocallyConnected1D;
import org.deeplearning4j.nn.conf.layers.LocallyConnected2D;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The table's rows for layers with weights of their own for each place or index. */
public final class LocalRules {
  /** The rows. */
  public static final List<RuleRow<?>> ROWS =
      List.of(
          new RuleRow<>(LocallyConnected1D.class, LocalRules::sequences),
          new RuleRow<>(LocallyConnected2D.class, LocalRules::images),
          new RuleRow<>(EmbeddingLayer.class, LocalRules::embedding),
          new RuleRow<>(EmbeddingSequenceLayer.class, LocalRules::embeddings));

  private LocalRules() {}

  private static Expansion sequences(LayerView<LocallyConnected1D> layer) {
    LocallyConnected1D conf = layer.configuration();
    refuseDilation(conf.getDilation());
    int after = conf.getCm() == ConvolutionMode.Same ? conf.getPaddingR() : conf.getPadding();
    AxisWindow window =
        LocallyConnectedRule.window(conf.getKernel(), conf.getStride(), conf.getPadding(), after);
    Rule map =
        new LocallyConnectedRule(
            layer.parameter("W"),
            ConvolutionRule.bias(layer),
            List.of(window),
            new Shape(conf.getNIn(), conf.getInputSize()));
    return Expansion.chain(map, ActivationRules.of(conf.getActivation().getActivationFunction()));
  }

  private static Expansion images(LayerView<LocallyConnected2D> layer) {
    LocallyConnected2D conf = layer.configuration();
    refuseDilation(conf.getDilation());
    List<AxisWindow> windows = new ArrayList<>();
    for (int axis = 0; axis < 2; axis++) {
      int[] after = conf.getCm() == ConvolutionMode.Same ? conf.getPaddingBr() : conf.getPadding();
      windows.add(
          LocallyConnectedRule.window(
              conf.getKernel()[axis],
              conf.getStride()[axis],
              conf.getPadding()[axis],
              after[axis]));
    }
    int[] size = conf.getInputSize();
    Rule map =
        new LocallyConnectedRule(
            byRows(layer.parameter("W"), conf.getOutputSize()),
            ConvolutionRule.bias(layer),
            windows,
            new Shape(conf.getNIn(), size[0], size[1]));
    Expansion nodes = Expansion.chain(map).then(transposed(conf.getOutputSize()));
    boolean channelsLast = conf.getFormat() == CNN2DFormat.NHWC;
    Expansion inFormat =
        channelsLast
            ? Expansion.chain(new PermuteRule(0, 3, 1, 2))
                .then(nodes)
                .then(new PermuteRule(0, 2, 3, 1))
            : nodes;
    return inFormat.then(ActivationRules.of(conf.getActivation().getActivationFunction()));
  }

  /** Deeplearning4j keeps the windows' weights column by column. */
  private static INDArray byRows(INDArray weights, int... output) {
    long[] byColumns = {output[1], output[0], weights.size(1), weights.size(2)};
    return weights.reshape('c', byColumns).permute(1, 0, 2, 3).dup('c').reshape(weights.shape());
  }

  /** Deeplearning4j puts the windows, column by column, into rows of the output. */
  private static Expansion transposed(int... output) {
    return output[0] == 1 || output[1] == 1
        ? Expansion.chain(new IdentityRule())
        : Expansion.chain(
            new PermuteRule(0, 1, 3, 2),
            new ReshapeRule(shape -> new Shape(shape.size(0), output[0], output[1])));
  }

  private static void refuseDilation(int... dilation) {
    if (Arrays.stream(dilation).anyMatch(distance -> distance != 1)) {
      throw new UnsupportedLayerException(
          "Deeplearning4j 1.0.0-M2.1 itself counts dilation "
              + Arrays.toString(dilation)
              + " in the size of its output and leaves it out of the windows: use dilation 1");
    }
  }

  private static Expansion embedding(LayerView<EmbeddingLayer> layer) {
    return ActivationRules.activated(
        layer.configuration(), lookup(layer), new ReshapeRule(shape -> new Shape(shape.length())));
  }

  /** Indices are [batch, time] or [batch, 1, time]. */
  private static Expansion embeddings(LayerView<EmbeddingSequenceLayer> layer) {
    List<Rule> rules = new ArrayList<>();
    rules.add(new ReshapeRule(shape -> new Shape(shape.length())));
    rules.add(lookup(layer));
    if (layer.configuration().getOutputFormat() == RNNFormat.NCW) {
      rules.add(new ReverseAxesRule());
    }
    return ActivationRules.activated(layer.configuration(), rules.toArray(Rule[]::new));
  }

  private static Rule lookup(LayerView<?> layer) {
    return new LookupRule(layer.parameter("W"), ConvolutionRule.bias(layer));
  }
}

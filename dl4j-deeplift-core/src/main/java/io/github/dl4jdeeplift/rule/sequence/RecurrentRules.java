package io.github.dl4jdeeplift.rule.sequence;

import static io.github.dl4jdeeplift.rule.MaskState.SET;

import io.github.dl4jdeeplift.rule.Expansion;
import io.github.dl4jdeeplift.rule.LayerView;
import io.github.dl4jdeeplift.rule.MaskState;
import io.github.dl4jdeeplift.rule.Rule;
import io.github.dl4jdeeplift.rule.RuleRow;
import io.github.dl4jdeeplift.rule.UnsupportedLayerException;
import io.github.dl4jdeeplift.rule.activation.ActivationRules;
import io.github.dl4jdeeplift.rule.arithmetic.AddRule;
import io.github.dl4jdeeplift.rule.arithmetic.DenseRule;
import io.github.dl4jdeeplift.rule.arithmetic.ProductRule;
import io.github.dl4jdeeplift.rule.function.Nonlinearity;
import io.github.dl4jdeeplift.rule.mask.MaskedStepsRule;
import io.github.dl4jdeeplift.rule.mask.ReverseMaskRule;
import io.github.dl4jdeeplift.rule.mask.ZeroStepsRule;
import io.github.dl4jdeeplift.rule.shape.IdentityRule;
import io.github.dl4jdeeplift.rule.shape.LastStepRule;
import io.github.dl4jdeeplift.rule.shape.MergeRule;
import io.github.dl4jdeeplift.rule.shape.ReverseAxesRule;
import io.github.dl4jdeeplift.rule.shape.ReverseTimeRule;
import io.github.dl4jdeeplift.rule.shape.SliceRule;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.AbstractLSTM;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GravesBidirectionalLSTM;
import org.deeplearning4j.nn.conf.layers.GravesLSTM;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.misc.ElementWiseMultiplicationLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.conf.layers.recurrent.TimeDistributed;
import org.deeplearning4j.nn.conf.layers.util.MaskLayer;
import org.deeplearning4j.nn.conf.layers.util.MaskZeroLayer;
import org.deeplearning4j.util.TimeSeriesUtils;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** The table's rows for recurrent layers, their wrappers and their outputs. */
@SuppressWarnings("deprecation") // networks of Graves LSTMs are still there
public final class RecurrentRules {
  /** The rows. */
  public static final List<RuleRow<?>> ROWS =
      List.of(
          new RuleRow<>(LSTM.class, RecurrentRules::lstm),
          new RuleRow<>(GravesLSTM.class, RecurrentRules::lstm),
          new RuleRow<>(GravesBidirectionalLSTM.class, RecurrentRules::bidirectionalLstm),
          new RuleRow<>(SimpleRnn.class, RecurrentRules::simple),
          new RuleRow<>(Bidirectional.class, RecurrentRules::bidirectional),
          new RuleRow<>(LastTimeStep.class, RecurrentRules::lastTimeStep),
          new RuleRow<>(TimeDistributed.class, RecurrentRules::timeDistributed),
          new RuleRow<>(MaskZeroLayer.class, RecurrentRules::maskZero),
          RuleRow.of(MaskLayer.class, layer -> new IdentityRule()),
          new RuleRow<>(RnnOutputLayer.class, RecurrentRules::output),
          new RuleRow<>(RnnLossLayer.class, RecurrentRules::loss));

  /** Layers that work on each row of features, whatever stands in front of them. */
  private static final Set<Class<?>> ROWWISE =
      Set.of(
          DenseLayer.class,
          ActivationLayer.class,
          DropoutLayer.class,
          ElementWiseMultiplicationLayer.class);

  private RecurrentRules() {}

  /** Wraps nodes that take {@code [time, channels]} for sequences of a format. */
  private static Expansion sequences(RNNFormat format, Expansion nodes) {
    return format == RNNFormat.NWC
        ? nodes
        : Expansion.chain(new ReverseAxesRule()).then(nodes).then(new ReverseAxesRule());
  }

  private static Expansion lstm(LayerView<? extends AbstractLSTM> layer) {
    AbstractLSTM configuration = layer.configuration();
    IActivation gate = configuration.getGateActivationFn();
    return sequences(
        configuration.getRnnDataFormat(),
        lstm(layer, "", ActivationRules.functionOf(configuration.getActivationFn()), gate));
  }

  private static Expansion lstm(
      LayerView<?> layer, String suffix, Nonlinearity activation, IActivation gate) {
    INDArray recurrent = layer.parameter("RW" + suffix);
    long units = recurrent.size(0);
    INDArray bias = layer.parameter("b" + suffix);
    RecurrentWeights weights =
        new RecurrentWeights(
            layer.parameter("W" + suffix),
            columns(recurrent, 0, 4 * units),
            bias.reshape(bias.length()));
    LstmCell cell =
        new LstmCell(
            weights, activation, ActivationRules.functionOf(gate), peepholes(recurrent, units));
    boolean masked = layer.mask(0) == SET;
    return Expansion.of(new LstmRule(cell), masked).then(new SliceRule(1, 0, units));
  }

  private static LstmCell.@org.jspecify.annotations.Nullable Peepholes peepholes(
      INDArray recurrent, long units) {
    if (recurrent.size(1) == 4 * units) {
      return null;
    }
    Function<Long, INDArray> column =
        place -> columns(recurrent, 4 * units + place, 4 * units + place + 1).reshape(units);
    return new LstmCell.Peepholes(column.apply(0L), column.apply(1L), column.apply(2L));
  }

  private static INDArray columns(INDArray matrix, long begin, long end) {
    return matrix.get(NDArrayIndex.all(), NDArrayIndex.interval(begin, end)).dup('c');
  }

  private static Expansion bidirectionalLstm(LayerView<GravesBidirectionalLSTM> layer) {
    GravesBidirectionalLSTM configuration = layer.configuration();
    Nonlinearity activation = ActivationRules.functionOf(configuration.getActivationFn());
    IActivation gate = configuration.getGateActivationFn();
    LayerView<?> heeding = layer.withMasks(SET);
    Expansion backward =
        Expansion.chain(new ReverseTimeRule())
            .then(lstm(heeding, "B", activation, gate))
            .then(new ReverseTimeRule());
    return sequences(
        configuration.getRnnDataFormat(),
        Expansion.chain(new IdentityRule())
            .then(
                lstm(heeding, "F", activation, gate)
                    .beside(withReversedMask(backward, layer), AddRule.sum())));
  }

  private static Expansion withReversedMask(Expansion nodes, LayerView<?> layer) {
    return layer.isMasked()
        ? nodes.withMask(
            new Expansion(
                List.of(new Expansion.Part(new ReverseMaskRule(), List.of(Expansion.mask(0))))))
        : nodes;
  }

  private static Expansion simple(LayerView<SimpleRnn> layer) {
    SimpleRnn configuration = layer.configuration();
    if (configuration.hasLayerNorm()) {
      throw new UnsupportedLayerException(
          "Deeplearning4j 1.0.0-M2.1 itself cannot run layer normalization inside it (output() fails"
              + " on the shape of its gain): train it with hasLayerNorm(false)");
    }
    INDArray bias = layer.parameter("b");
    RecurrentWeights weights =
        new RecurrentWeights(
            layer.parameter("W"), layer.parameter("RW"), bias.reshape(bias.length()));
    Nonlinearity activation = ActivationRules.functionOf(configuration.getActivationFn());
    return sequences(
        configuration.getRnnDataFormat(),
        Expansion.of(new SimpleRecurrentRule(weights, activation), layer.isMasked()));
  }

  private static Expansion bidirectional(LayerView<Bidirectional> layer) {
    Bidirectional configuration = layer.configuration();
    RNNFormat format = configuration.getRNNDataFormat();
    boolean isVector = configuration.getFwd() instanceof LastTimeStep;
    Expansion reversed = sequences(format, Expansion.chain(new ReverseTimeRule()));
    Expansion backward = reversed.then(layer.inside(configuration.getBwd(), "b"));
    int channels = isVector || format == RNNFormat.NCW ? 1 : 2;
    Rule join =
        switch (configuration.getMode()) {
          case ADD -> AddRule.sum();
          case AVERAGE -> AddRule.average();
          case MUL -> new ProductRule();
          case CONCAT -> new MergeRule(channels);
        };
    return layer
        .inside(configuration.getFwd(), "f")
        .beside(withReversedMask(isVector ? backward : backward.then(reversed), layer), join);
  }

  private static Expansion lastTimeStep(LayerView<LastTimeStep> layer) {
    Layer inner = layer.configuration().getUnderlying();
    if (inner instanceof MaskZeroLayer zero) {
      return zeroMasked(zero, lastStep(layer.inside(zero.getUnderlying(), "", SET), inner, true));
    }
    boolean masked = layer.isMasked();
    MaskState mask = masked ? SET : MaskState.ABSENT;
    return lastStep(layer.inside(inner, "", mask), inner, masked);
  }

  private static Expansion lastStep(Expansion nodes, Layer inner, boolean masked) {
    boolean channelsFirst = TimeSeriesUtils.getFormatFromRnnLayer(inner) == RNNFormat.NCW;
    Expansion sequence = channelsFirst ? nodes.then(new ReverseAxesRule()) : nodes;
    return masked
        ? sequence.thenMasked(MaskedStepsRule.lastOfLayer(), Expansion.mask(0))
        : sequence.then(new LastStepRule());
  }

  /** The mask that the data make takes the place of any other. */
  private static Expansion maskZero(LayerView<MaskZeroLayer> layer) {
    MaskZeroLayer zero = layer.configuration();
    return zeroMasked(zero, layer.inside(zero.getUnderlying(), "", SET));
  }

  private static Expansion zeroMasked(MaskZeroLayer zero, Expansion nodes) {
    Layer inner = zero.getUnderlying();
    if (!(inner instanceof BaseRecurrentLayer recurrent)) {
      throw new UnsupportedLayerException(
          "MaskZeroLayer has no rule around "
              + inner.getClass().getSimpleName()
              + "; LSTM, GravesLSTM and SimpleRnn have one inside it");
    }
    Rule rule = new ZeroStepsRule(zero.getMaskingValue());
    return nodes.withMask(
        recurrent.getRnnDataFormat() == RNNFormat.NWC
            ? Expansion.chain(new IdentityRule(), rule)
            : Expansion.chain(new ReverseAxesRule(), rule));
  }

  private static Expansion timeDistributed(LayerView<TimeDistributed> layer) {
    Layer inner = layer.configuration().getUnderlying();
    if (!ROWWISE.contains(inner.getClass())) {
      throw new UnsupportedLayerException(
          "TimeDistributed has no rule around "
              + inner.getClass().getSimpleName()
              + "; dense, activation and dropout layers have one inside it");
    }
    return sequences(layer.configuration().getRnnDataFormat(), layer.inside(inner, ""));
  }

  private static Expansion output(LayerView<RnnOutputLayer> layer) {
    Rule activation = ActivationRules.of(layer.configuration().getActivationFn());
    return sequences(
        layer.configuration().getRnnDataFormat(), Expansion.chain(DenseRule.of(layer), activation));
  }

  private static Expansion loss(LayerView<RnnLossLayer> layer) {
    return sequences(
        layer.configuration().getRnnDataFormat(),
        Expansion.chain(ActivationRules.of(layer.configuration().getActivationFn())));
  }
}

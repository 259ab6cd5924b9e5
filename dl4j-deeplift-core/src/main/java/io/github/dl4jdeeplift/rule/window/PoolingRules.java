package io.github.dl4jdeeplift.rule.window;

import io.github.dl4jdeeplift.rule.Expansion;
import io.github.dl4jdeeplift.rule.LayerView;
import io.github.dl4jdeeplift.rule.Rule;
import io.github.dl4jdeeplift.rule.RuleRow;
import io.github.dl4jdeeplift.rule.UnsupportedLayerException;
import io.github.dl4jdeeplift.rule.mask.MaskedMaximumRule;
import io.github.dl4jdeeplift.rule.mask.MaskedRule;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Pooling1D;
import org.deeplearning4j.nn.conf.layers.Pooling2D;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.Subsampling1DLayer;
import org.deeplearning4j.nn.conf.layers.Subsampling3DLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;

/** The table's rows for pooling, over windows and over whole dimensions. */
public final class PoolingRules {
  /** The rows. */
  public static final List<RuleRow<?>> ROWS =
      List.of(
          new RuleRow<>(SubsamplingLayer.class, l -> local(l, Pooling.ofImages(l.configuration()))),
          new RuleRow<>(Pooling2D.class, l -> local(l, Pooling.ofImages(l.configuration()))),
          new RuleRow<>(
              Subsampling1DLayer.class, l -> local(l, Pooling.ofSequences(l.configuration()))),
          new RuleRow<>(Pooling1D.class, l -> local(l, Pooling.ofSequences(l.configuration()))),
          RuleRow.of(Subsampling3DLayer.class, l -> volumes(l.configuration())),
          new RuleRow<>(GlobalPoolingLayer.class, PoolingRules::global));

  private PoolingRules() {}

  private static Expansion local(LayerView<? extends SubsamplingLayer> layer, Pooling pooling) {
    SubsamplingLayer configuration = layer.configuration();
    PoolingType type = PoolingType.valueOf(configuration.getPoolingType().toString());
    return switch (type) {
      case MAX -> Expansion.chain(new CrossMaxRule(pooling));
      case AVG ->
          average(
              pooling,
              configuration.isAvgPoolIncludePadInDivisor()
                  ? AveragePoolingRule.Divisor.ALL_CELLS
                  : AveragePoolingRule.Divisor.REAL_CELLS);
      case SUM ->
          throw new UnsupportedLayerException(
              "Deeplearning4j 1.0.0-M2.1 itself cannot run sum pooling over windows");
      case PNORM -> NormalizingRules.pooled(pooling, configuration.getPnorm());
    };
  }

  private static Expansion average(Pooling pooling, AveragePoolingRule.Divisor divisor) {
    return Expansion.chain(new AveragePoolingRule(pooling, divisor));
  }

  /** Deeplearning4j averages volumes for every type but the maximum, over cells inside alone. */
  private static Rule volumes(Subsampling3DLayer layer) {
    Pooling pooling = Pooling.ofVolumes(layer);
    return switch (layer.getPoolingType()) {
      case MAX -> new CrossMaxRule(pooling);
      case AVG -> new AveragePoolingRule(pooling, AveragePoolingRule.Divisor.REAL_CELLS);
      case SUM, PNORM ->
          throw new UnsupportedLayerException(
              "Deeplearning4j 1.0.0-M2.1 itself averages volumes where "
                  + layer.getPoolingType()
                  + " is configured: use PoolingType.AVG, which is what this network computes");
    };
  }

  private static Expansion global(LayerView<GlobalPoolingLayer> layer) {
    return layer.isMasked() ? masked(layer) : unmasked(layer);
  }

  /** Masked steps and cells cannot win a maximum, and are left out of sums and means. */
  private static Expansion masked(LayerView<GlobalPoolingLayer> layer) {
    return switch (layer.configuration().getPoolingType()) {
      case MAX -> Expansion.of(new MaskedMaximumRule(), true).then(unmasked(layer));
      case AVG ->
          Expansion.of(MaskedRule.averaged(1), true)
              .then(
                  average(Pooling.global(layer.configuration()), AveragePoolingRule.Divisor.NONE));
      case SUM, PNORM -> Expansion.of(MaskedRule.product(1), true).then(unmasked(layer));
    };
  }

  private static Expansion unmasked(LayerView<GlobalPoolingLayer> layer) {
    Pooling pooling = Pooling.global(layer.configuration());
    return switch (layer.configuration().getPoolingType()) {
      case MAX -> Expansion.chain(new CrossMaxRule(pooling));
      case AVG -> average(pooling, AveragePoolingRule.Divisor.REAL_CELLS);
      case SUM -> average(pooling, AveragePoolingRule.Divisor.NONE);
      case PNORM -> NormalizingRules.pooled(pooling, layer.configuration().getPnorm());
    };
  }
}

package io.github.dl4jdeeplift.keras.translate;

import io.github.dl4jdeeplift.keras.config.KerasLayer;
import io.github.dl4jdeeplift.keras.config.LayerOptions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;

/**
 * {@code BatchNormalization} over one axis, with the stored means and variances.
 *
 * <p>Gamma and beta are always parameters, 1 and 0 where Keras has none: locked ones are applied by
 * Deeplearning4j only if gamma is not 1 and beta is not 0. The NHWC format is what makes it right
 * on sequences.
 */
final class BatchNormalizationTranslator implements SingleInputTranslator {
  @Override
  public Translation translate(KerasLayer layer, LayerOptions options, TensorShape input) {
    List<Integer> axes = Axes.read(options, "axis");
    if (axes.size() != 1) {
      throw layer.unsupported("it is over the dimensions " + axes + ": only one is supported");
    }
    requireNoRenormalization(layer, options);
    options.ignore("momentum", "fused", "synchronized");
    double epsilon = options.number("epsilon");
    int dimension = Axes.dimension(layer, axes.get(0), input);
    return LastAxis.around(
        dimension, input, shape -> lastAxis(options, epsilon, shape, shape.knownChannels(layer)));
  }

  /** Deeplearning4j normalizes up to three dimensions: several before the last become one. */
  private static Translation lastAxis(
      LayerOptions options, double epsilon, TensorShape shape, int channels) {
    BatchNormalization normalization =
        new BatchNormalization.Builder()
            .dataFormat(CNN2DFormat.NHWC)
            .useLogStd(false)
            .lockGammaBeta(false)
            .eps(epsilon)
            .nIn(channels)
            .nOut(channels)
            .build();
    if (shape.rank() <= 3) {
      return slots(options, channels).translation(normalization, shape);
    }
    TensorShape flat =
        TensorShape.of(shape.size(0), shape.length() / shape.size(0) / channels, channels);
    return Reshapes.to(flat)
        .then(slots(options, channels).translation(normalization, flat))
        .then(Reshapes.to(shape));
  }

  private static void requireNoRenormalization(KerasLayer layer, LayerOptions options) {
    if (options.flag("renorm", false) || options.has("virtual_batch_size")) {
      throw layer.unsupported("renorm and virtual_batch_size are not supported");
    }
    options.ignore("renorm_clipping", "renorm_momentum", "virtual_batch_size", "adjustment");
  }

  private record Slots(List<WeightSlot> stored, Set<String> constants) {
    Translation translation(BatchNormalization normalization, TensorShape shape) {
      return Translation.of(normalization, shape, stored).withConstants(constants);
    }
  }

  private static Slots slots(LayerOptions options, int channels) {
    Slots slots = new Slots(new ArrayList<>(), new HashSet<>());
    optional(slots, options.flag("scale"), "gamma", channels);
    optional(slots, options.flag("center"), "beta", channels);
    slots.stored.add(
        WeightSlot.same("moving_mean", BatchNormalizationParamInitializer.GLOBAL_MEAN, channels));
    slots.stored.add(
        WeightSlot.same(
            "moving_variance", BatchNormalizationParamInitializer.GLOBAL_VAR, channels));
    return slots;
  }

  private static void optional(Slots slots, boolean stored, String name, int channels) {
    if (stored) {
      slots.stored.add(WeightSlot.same(name, name, channels));
    } else {
      slots.constants.add(name);
    }
  }
}

package io.github.dl4jdeeplift.keras.translate;

import io.github.dl4jdeeplift.keras.config.KerasLayer;
import io.github.dl4jdeeplift.keras.config.LayerOptions;
import io.github.dl4jdeeplift.keras.layer.LayerNormalization;
import java.util.ArrayList;
import java.util.List;

/** {@code LayerNormalization} over one dimension. */
final class LayerNormalizationTranslator implements SingleInputTranslator {
  @Override
  public Translation translate(KerasLayer layer, LayerOptions options, TensorShape input) {
    List<Integer> axes = Axes.read(options, "axis");
    if (axes.size() != 1) {
      throw layer.unsupported("it is over the dimensions " + axes + ": only one is supported");
    }
    if (options.flag("rms_scaling", false)) {
      throw layer.unsupported("rms_scaling is not supported: leave it out and save it again");
    }
    double epsilon = options.number("epsilon");
    boolean scale = options.flag("scale");
    boolean center = options.flag("center");
    int dimension = Axes.dimension(layer, axes.get(0), input);
    return LastAxis.around(
        dimension,
        input,
        shape -> {
          int channels = shape.knownChannels(layer);
          List<WeightSlot> slots = new ArrayList<>();
          if (scale) {
            slots.add(WeightSlot.same("gamma", "gamma", channels));
          }
          if (center) {
            slots.add(WeightSlot.same("beta", "beta", channels));
          }
          LayerNormalization normalization =
              new LayerNormalization(channels, epsilon, scale, center);
          return Translation.of(normalization, shape, slots);
        });
  }
}

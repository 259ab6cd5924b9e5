package io.github.dl4jdeeplift.keras.translate;

import io.github.dl4jdeeplift.keras.config.KerasLayer;
import io.github.dl4jdeeplift.keras.config.LayerOptions;
import io.github.dl4jdeeplift.keras.layer.LayerNormalization;
import java.util.ArrayList;
import java.util.List;

/** {@code LayerNormalization} over one dimension or several at once. */
final class LayerNormalizationTranslator implements SingleInputTranslator {
  @Override
  public Translation translate(KerasLayer layer, LayerOptions options, TensorShape input) {
    List<Integer> axes = Axes.read(options, "axis");
    if (options.flag("rms_scaling", false)) {
      throw layer.unsupported("rms_scaling is not supported: leave it out and save it again");
    }
    double epsilon = options.number("epsilon");
    boolean scale = options.flag("scale");
    boolean center = options.flag("center");
    return JoinedAxes.around(
        layer,
        axes,
        input,
        shape -> {
          int channels = shape.knownChannels(layer);
          long[] sizes = JoinedAxes.sizes(layer, axes, input);
          List<WeightSlot> slots = new ArrayList<>();
          if (scale) {
            slots.add(slot("gamma", channels, sizes));
          }
          if (center) {
            slots.add(slot("beta", channels, sizes));
          }
          LayerNormalization normalization =
              new LayerNormalization(channels, epsilon, scale, center);
          return Translation.of(normalization, shape, slots);
        });
  }

  private static WeightSlot slot(String name, long channels, long... sizes) {
    return WeightSlot.arranged(
        name, name, stored -> stored.dup('c').reshape('c', new long[] {channels}), sizes);
  }
}

package io.github.dl4jdeeplift.keras.translate;

import io.github.dl4jdeeplift.keras.config.KerasLayer;
import io.github.dl4jdeeplift.keras.config.LayerOptions;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.params.PReLUParamInitializer;

/** {@code PReLU}: a slope for each place of the input, or one for all places of a shared axis. */
final class PreluTranslator implements SingleInputTranslator {
  @Override
  public Translation translate(KerasLayer layer, LayerOptions options, TensorShape input) {
    List<Integer> shared =
        options.has("shared_axes") ? options.integers("shared_axes", 1) : List.of();
    options.ignore("shared_axes");
    TensorShape slopes = input;
    for (int axis : shared) {
      slopes = slopes.with(Axes.dimension(layer, axis, input), 1);
    }
    for (int dimension = 0; dimension < slopes.rank(); dimension++) {
      slopes.known(layer, dimension);
    }
    long[] shape = slopes.sizes().stream().mapToLong(Long::longValue).toArray();
    PReLULayer.Builder builder = new PReLULayer.Builder().inputShape(shape.clone());
    if (!shared.isEmpty()) {
      builder.sharedAxes(shared.stream().mapToLong(Integer::longValue).toArray());
    }
    return Translation.of(
        builder.build(),
        input,
        List.of(WeightSlot.same("alpha", PReLUParamInitializer.WEIGHT_KEY, shape)));
  }
}

package io.github.dl4jdeeplift.keras.translate;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dl4jdeeplift.keras.config.KerasLayer;
import io.github.dl4jdeeplift.keras.config.LayerOptions;
import io.github.dl4jdeeplift.keras.layer.AffineVertex;
import io.github.dl4jdeeplift.keras.layer.StoredStatistics;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** {@code Normalization} by means and variances of one axis, or of all numbers. */
final class NormalizationTranslator implements SingleInputTranslator {
  private static final double SMALLEST = 1e-7;

  @Override
  public Translation translate(KerasLayer layer, LayerOptions options, TensorShape input) {
    List<Integer> axes = options.node("axis").isNull() ? List.of() : Axes.read(options, "axis");
    if (axes.size() > 1) {
      throw layer.unsupported("it is over the axes " + axes + ": only one is supported");
    }
    boolean inverse = options.flag("invert", false);
    List<Double> mean = numbers(options, "mean");
    List<Double> variance = numbers(options, "variance");
    int dimension = axes.isEmpty() ? input.rank() - 1 : Axes.dimension(layer, axes.get(0), input);
    return LastAxis.around(
        dimension,
        input,
        shape -> {
          int channels = axes.isEmpty() ? 1 : shape.knownChannels(layer);
          return mean.isEmpty()
              ? stored(channels, axes, inverse, shape)
              : given(layer, new Given(mean, variance, inverse), channels, shape);
        });
  }

  private static Translation stored(
      int channels, List<Integer> axes, boolean inverse, TensorShape shape) {
    long[] sizes = axes.isEmpty() ? new long[0] : new long[] {channels};
    List<WeightSlot> slots = new ArrayList<>();
    slots.add(WeightSlot.arranged("mean", "mean", a -> a.reshape(channels), sizes));
    slots.add(WeightSlot.arranged("variance", "variance", a -> a.reshape(channels), sizes));
    slots.add(WeightSlot.arranged("count", "count", a -> a.reshape(1)));
    return Translation.of(new StoredStatistics(channels, inverse), shape, slots);
  }

  /** Means and variances that the configuration has. */
  private record Given(List<Double> means, List<Double> variances, boolean inverse) {
    double deviation(int channel) {
      return Math.max(Math.sqrt(variances.get(channel)), SMALLEST);
    }

    double scale(int channel) {
      return inverse ? deviation(channel) : 1 / deviation(channel);
    }

    double shift(int channel) {
      return inverse ? means.get(channel) : -means.get(channel) / deviation(channel);
    }
  }

  private static Translation given(KerasLayer layer, Given given, int channels, TensorShape shape) {
    int count = given.means.size();
    if (count != given.variances.size() || (count != 1 && count != channels)) {
      throw layer.unsupported(
          "it has "
              + count
              + " means and "
              + given.variances.size()
              + " variances for "
              + channels
              + " channels");
    }
    List<Long> sizes = new ArrayList<>(Collections.nCopies(shape.rank(), 1L));
    sizes.add((long) count);
    List<Double> scale = new ArrayList<>();
    List<Double> shift = new ArrayList<>();
    for (int channel = 0; channel < count; channel++) {
      scale.add(given.scale(channel));
      shift.add(given.shift(channel));
    }
    return Translation.of(new AffineVertex(sizes, scale, shift), shape);
  }

  private static List<Double> numbers(LayerOptions options, String key) {
    List<Double> numbers = new ArrayList<>();
    if (options.has(key)) {
      collect(options, key, options.node(key), numbers);
    }
    options.ignore(key);
    return numbers;
  }

  private static void collect(
      LayerOptions options, String key, JsonNode node, List<Double> numbers) {
    if (node.isArray()) {
      node.forEach(each -> collect(options, key, each, numbers));
    } else if (node.isNumber()) {
      numbers.add(node.doubleValue());
    } else if (node.path("config").path("value").isArray()) {
      collect(options, key, node.path("config").path("value"), numbers);
    } else {
      throw options.invalid(key, "numbers");
    }
  }
}

package io.github.dl4jdeeplift.keras.translate;

import io.github.dl4jdeeplift.keras.config.KerasLayer;
import io.github.dl4jdeeplift.keras.config.LayerOptions;
import io.github.dl4jdeeplift.keras.layer.RepeatCells;
import java.util.List;

/** {@code UpSampling1D}, {@code 2D} and {@code 3D} by repetition. */
record UpSamplingTranslator(int dimensions) implements SingleInputTranslator {
  @Override
  public Translation translate(KerasLayer layer, LayerOptions options, TensorShape input) {
    input.requireRank(layer, dimensions + 1, dimensions + 1);
    options.requireChannelsLast();
    String interpolation = options.text("interpolation", "nearest");
    if (!interpolation.equals("nearest")) {
      throw layer.unsupported(
          "interpolation '" + interpolation + "' is not supported: rebuild it with 'nearest'");
    }
    List<Integer> counts = options.sizes("size", dimensions);
    TensorShape output = input;
    for (int axis = 0; axis < dimensions; axis++) {
      long size = input.size(axis);
      output = output.with(axis, size == TensorShape.UNKNOWN ? size : size * counts.get(axis));
    }
    int[] array = counts.stream().mapToInt(Integer::intValue).toArray();
    return Translation.of(new RepeatCells(array), output);
  }
}

package io.github.dl4jdeeplift.keras.translate;

import io.github.dl4jdeeplift.keras.config.KerasLayer;
import io.github.dl4jdeeplift.keras.config.LayerOptions;
import java.util.List;

/** {@code Reshape}; one size of its target may be -1, the one that the others leave. */
final class ReshapeTranslator implements SingleInputTranslator {
  @Override
  public Translation translate(KerasLayer layer, LayerOptions options, TensorShape input) {
    List<Integer> target = options.integers("target_shape", -1);
    for (int dimension = 0; dimension < input.rank(); dimension++) {
      input.known(layer, dimension);
    }
    TensorShape output = TensorShape.of(target.stream().mapToLong(Integer::longValue).toArray());
    int open = target.indexOf(-1);
    if (open >= 0) {
      long others = output.with(open, 1).length();
      output = output.with(open, others == 0 ? 0 : input.length() / others);
    }
    output.requireRank(layer, 1, 3);
    if (target.contains(0) || output.sizes().contains(-1L) || output.length() != input.length()) {
      throw layer.unsupported("target_shape " + target + " does not fit its input " + input);
    }
    return Reshapes.to(output);
  }
}

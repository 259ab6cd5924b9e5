package io.github.dl4jdeeplift.keras.translate;

import io.github.dl4jdeeplift.keras.config.KerasLayer;
import io.github.dl4jdeeplift.keras.config.LayerOptions;
import io.github.dl4jdeeplift.keras.layer.PermuteVertex;
import java.util.List;
import java.util.stream.IntStream;

/** {@code Permute}: a vertex of its own, so that a layer that follows cannot displace it. */
final class PermuteTranslator implements SingleInputTranslator {
  @Override
  public Translation translate(KerasLayer layer, LayerOptions options, TensorShape input) {
    List<Integer> order = options.integers("dims", 1);
    List<Integer> all = IntStream.rangeClosed(1, input.rank()).boxed().toList();
    if (!order.stream().sorted().toList().equals(all)) {
      throw layer.unsupported("dims " + order + " are not an order of its input's " + all);
    }
    TensorShape output =
        TensorShape.of(order.stream().mapToLong(axis -> input.size(axis - 1)).toArray());
    int[] withBatch =
        IntStream.concat(IntStream.of(0), order.stream().mapToInt(Integer::intValue)).toArray();
    return Translation.of(new PermuteVertex(withBatch), output);
  }
}

package io.github.dl4jdeeplift.keras.translate;

import io.github.dl4jdeeplift.keras.layer.PermuteVertex;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Brings another dimension to the last place for a layer that works along the last one. */
final class LastAxis {
  private LastAxis() {}

  /**
   * Returns a translation that keeps the shape, with the dimension changed for the last before it
   * and after it.
   *
   * @param dimension the dimension, 0 for the first after the batch
   * @param input shape of the input
   * @param inner translates what is along the last dimension of the shape that it is given
   */
  static Translation around(
      int dimension, TensorShape input, Function<TensorShape, Translation> inner) {
    int last = input.rank() - 1;
    if (dimension == last) {
      return inner.apply(input);
    }
    TensorShape swapped = input.with(dimension, input.size(last)).with(last, input.size(dimension));
    return swap(dimension, swapped).then(inner.apply(swapped)).then(swap(dimension, input));
  }

  private static Translation swap(int dimension, TensorShape output) {
    int last = output.rank();
    int[] order =
        IntStream.rangeClosed(0, last)
            .map(axis -> axis == last ? dimension + 1 : axis == dimension + 1 ? last : axis)
            .toArray();
    return Translation.of(new PermuteVertex(order), output);
  }
}

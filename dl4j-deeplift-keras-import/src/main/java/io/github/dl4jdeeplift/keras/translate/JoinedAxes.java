package io.github.dl4jdeeplift.keras.translate;

import io.github.dl4jdeeplift.keras.config.KerasLayer;
import io.github.dl4jdeeplift.keras.layer.PermuteVertex;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Makes one dimension, the last, of several, for a layer that works along all of them at once. */
final class JoinedAxes {
  private JoinedAxes() {}

  /**
   * Returns a translation that keeps the shape.
   *
   * @param layer the layer
   * @param axes the axes as Keras counts them
   * @param input shape of the input
   * @param inner translates what is along the last dimension of the shape that it is given
   */
  static Translation around(
      KerasLayer layer,
      List<Integer> axes,
      TensorShape input,
      Function<TensorShape, Translation> inner) {
    TreeSet<Integer> joined = new TreeSet<>();
    axes.forEach(axis -> joined.add(Axes.dimension(layer, axis, input)));
    if (joined.size() != axes.size() || joined.isEmpty()) {
      throw layer.unsupported("it is over the axes " + axes + " of its input " + input);
    }
    if (joined.size() == 1) {
      return LastAxis.around(joined.first(), input, inner);
    }
    input.requireKnown(layer);
    List<Integer> order = new ArrayList<>(IntStream.range(0, input.rank()).boxed().toList());
    order.removeAll(joined);
    List<Long> flat = new ArrayList<>(order.stream().map(input::size).toList());
    order.addAll(joined);
    flat.add(joined.stream().map(input::size).reduce(1L, Math::multiplyExact));
    TensorShape moved = new TensorShape(order.stream().map(input::size).toList());
    List<Integer> back = IntStream.range(0, order.size()).map(order::indexOf).boxed().toList();
    TensorShape one = new TensorShape(flat);
    return permuted(order, moved)
        .then(Reshapes.to(one))
        .then(inner.apply(one))
        .then(Reshapes.to(moved))
        .then(permuted(back, input));
  }

  /** Returns the sizes of the axes, in Keras's order. */
  static long[] sizes(KerasLayer layer, List<Integer> axes, TensorShape input) {
    return axes.stream()
        .mapToLong(axis -> input.known(layer, Axes.dimension(layer, axis, input)))
        .toArray();
  }

  private static Translation permuted(List<Integer> order, TensorShape output) {
    int[] all =
        IntStream.concat(IntStream.of(0), order.stream().mapToInt(axis -> axis + 1)).toArray();
    return Translation.of(new PermuteVertex(all), output);
  }
}

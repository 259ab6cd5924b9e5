package io.github.dl4jdeeplift.keras.translate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dl4jdeeplift.keras.config.DimensionOrder;
import io.github.dl4jdeeplift.keras.config.KerasLayer;
import io.github.dl4jdeeplift.keras.layer.PermuteVertex;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * Layers whose input has its channels first, {@code data_format='channels_first'}: the same layer
 * with channels last, between two permutations. Kernels have one order in both, since Keras 2.
 */
final class ChannelsFirst {
  private static final String FORMAT = "data_format";
  private static final String ACTIVATION = "activation";
  private static final String LINEAR = "linear";

  /** Classes of one to three dimensions whose output is that of channels last, permuted. */
  private static final Set<String> KINDS =
      Set.of(
          "Conv",
          "DepthwiseConv",
          "SeparableConv",
          "MaxPooling",
          "AveragePooling",
          "GlobalMaxPooling",
          "GlobalAveragePooling",
          "UpSampling",
          "ZeroPadding",
          "Cropping");

  private ChannelsFirst() {}

  /** Returns whether a layer is one of these. */
  static boolean isOf(KerasLayer layer) {
    String name = layer.className();
    String kind = name.replaceFirst("[123]D(Transpose)?$", "");
    return DimensionOrder.CHANNELS_FIRST.isOf(layer)
        && (name.equals("Flatten") || (!kind.equals(name) && KINDS.contains(kind)));
  }

  /**
   * Returns the translation of a layer.
   *
   * @param layer the layer
   * @param input shape of its input, channels first
   * @param translate translates a layer with channels last
   */
  static Translation around(
      KerasLayer layer,
      TensorShape input,
      BiFunction<KerasLayer, TensorShape, Translation> translate) {
    ObjectNode config = layer.config().deepCopy();
    config.put(FORMAT, DimensionOrder.CHANNELS_LAST.option());
    JsonNode function = config.path(ACTIVATION);
    boolean applied =
        function.isObject() || (function.isTextual() && !function.asText().equals(LINEAR));
    if (applied) {
      config.put(ACTIVATION, LINEAR);
    }
    Translation permuted = toLast(input);
    KerasLayer last = with(layer, layer.className(), config);
    Translation whole = permuted.then(translate.apply(last, permuted.output()));
    if (whole.output().rank() == input.rank() && input.rank() > 1) {
      whole = whole.then(toFirst(whole.output()));
    }
    return applied ? whole.then(activation(layer, function, whole.output(), translate)) : whole;
  }

  /**
   * The function comes last, as in other layers: Keras applies softmax along the last dimension, in
   * this order too, and a target before the function is found in front of it.
   */
  private static Translation activation(
      KerasLayer layer,
      JsonNode function,
      TensorShape shape,
      BiFunction<KerasLayer, TensorShape, Translation> translate) {
    ObjectNode config = JsonNodeFactory.instance.objectNode();
    config.set(ACTIVATION, function);
    return translate.apply(with(layer, "Activation", config), shape);
  }

  private static KerasLayer with(KerasLayer layer, String className, ObjectNode config) {
    return new KerasLayer(
        layer.name(), className, config, layer.inputs(), layer.origin(), layer.call());
  }

  /** Returns the permutation to channels last. */
  static Translation toLast(TensorShape input) {
    int rank = input.rank();
    return permuted(input, axis -> axis == rank ? 1 : axis + 1);
  }

  /** Returns the permutation to channels first. */
  static Translation toFirst(TensorShape output) {
    int rank = output.rank();
    return permuted(output, axis -> axis == 1 ? rank : axis - 1);
  }

  /** The order gives for each dimension of the output, counted from 1, its place in the input. */
  private static Translation permuted(TensorShape input, IntUnaryOperator order) {
    int[] places =
        IntStream.rangeClosed(0, input.rank())
            .map(axis -> axis == 0 ? 0 : order.applyAsInt(axis))
            .toArray();
    List<Long> sizes = IntStream.of(places).skip(1).mapToObj(p -> input.size(p - 1)).toList();
    return Translation.of(new PermuteVertex(places), new TensorShape(sizes));
  }
}

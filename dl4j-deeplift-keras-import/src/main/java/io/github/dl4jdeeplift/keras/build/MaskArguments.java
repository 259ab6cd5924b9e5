package io.github.dl4jdeeplift.keras.build;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.github.dl4jdeeplift.keras.config.KerasCall;
import io.github.dl4jdeeplift.keras.config.KerasLayer;
import io.github.dl4jdeeplift.keras.config.KerasNetwork;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Masks that functional files of Keras 3 write out beside the layers that make them: {@code
 * NotEqual} and {@code Any} of what {@code Masking} or {@code Embedding} takes, given to other
 * layers as their argument {@code mask}.
 *
 * @param network the network without these operations and arguments
 * @param makers for each layer that had such an argument the layer that makes that mask
 */
record MaskArguments(KerasNetwork network, Map<String, String> makers) {
  private static final String MASK = "mask";

  /** Takes them out of a network; others are left, for the refusal of their operations. */
  static MaskArguments of(KerasNetwork network) {
    Map<String, KerasLayer> byName = new HashMap<>();
    network.layers().forEach(layer -> byName.put(layer.name(), layer));
    Map<String, String> makers = new HashMap<>();
    for (KerasLayer layer : network.layers()) {
      String maker = maker(layer, byName);
      if (maker != null) {
        makers.put(layer.name(), maker);
      }
    }
    List<KerasLayer> layers = new ArrayList<>();
    network
        .layers()
        .forEach(layer -> layers.add(makers.containsKey(layer.name()) ? without(layer) : layer));
    removeUnused(layers, network.outputs());
    KerasNetwork plain =
        new KerasNetwork(layers, network.inputs(), network.outputs(), network.weightGroups());
    return new MaskArguments(plain, makers);
  }

  /** Returns the layer that makes the mask of the last argument, null where there is none. */
  private static @Nullable String maker(KerasLayer layer, Map<String, KerasLayer> byName) {
    JsonNode argument = layer.call().named().get(MASK);
    int last = layer.inputs().size() - 1;
    if (argument == null || last < 1 || KerasCall.input(argument).orElse(0) != last) {
      return null;
    }
    KerasLayer mask = byName.get(layer.inputs().get(last));
    boolean ofChannels = isAnyChannel(mask);
    KerasLayer other = mask != null && ofChannels ? byName.get(mask.inputs().get(0)) : mask;
    if (other == null || !other.className().equals("ops.NotEqual") || other.inputs().size() != 1) {
      return null;
    }
    JsonNode value = other.call().named().getOrDefault("argument 2", NullNode.getInstance());
    return byName.values().stream()
        .filter(each -> each.inputs().equals(other.inputs()))
        .filter(each -> ofChannels ? isMasking(each, value) : isEmbedding(each, value))
        .map(KerasLayer::name)
        .findFirst()
        .orElse(null);
  }

  private static boolean isAnyChannel(@Nullable KerasLayer layer) {
    return layer != null
        && layer.className().equals("ops.Any")
        && layer.inputs().size() == 1
        && layer.config().path("axis").asText().equals("-1")
        && !layer.config().path("keepdims").asBoolean();
  }

  private static boolean isMasking(KerasLayer layer, JsonNode value) {
    return layer.className().equals("Masking")
        && value.isNumber()
        && layer.config().path("mask_value").asDouble(0) == value.doubleValue();
  }

  private static boolean isEmbedding(KerasLayer layer, JsonNode value) {
    return layer.className().equals("Embedding")
        && layer.config().path("mask_zero").asBoolean()
        && value.isNumber()
        && value.doubleValue() == 0;
  }

  private static KerasLayer without(KerasLayer layer) {
    Map<String, JsonNode> named = new LinkedHashMap<>(layer.call().named());
    named.remove(MASK);
    return new KerasLayer(
        layer.name(),
        layer.className(),
        layer.config(),
        layer.inputs().subList(0, layer.inputs().size() - 1),
        layer.origin(),
        new KerasCall(layer.call().first(), named, layer.call().output()));
  }

  /** From the last layer to the first: {@code Any} takes {@code NotEqual}. */
  private static void removeUnused(List<KerasLayer> layers, List<String> outputs) {
    Set<String> used = new HashSet<>(outputs);
    for (int index = layers.size() - 1; index >= 0; index--) {
      KerasLayer layer = layers.get(index);
      boolean ofMask = Set.of("ops.Any", "ops.NotEqual").contains(layer.className());
      if (ofMask && !used.contains(layer.name())) {
        layers.remove(index);
      } else {
        used.addAll(layer.inputs());
      }
    }
  }
}

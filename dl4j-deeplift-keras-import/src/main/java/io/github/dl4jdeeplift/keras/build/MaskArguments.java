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
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Masks that functional files of Keras 3 write out beside the layers that make them: {@code
 * NotEqual} and {@code Any} of what {@code Masking} or {@code Embedding} takes, and {@code
 * LogicalOr} of such where layers are merged, given to other layers as their argument {@code mask}.
 *
 * @param network the network without these operations and arguments
 * @param makers for each layer that had such an argument the layer that makes that mask
 */
record MaskArguments(KerasNetwork network, Map<String, String> makers) {
  private static final String MASK = "mask";
  private static final Set<String> MASK_OPERATIONS =
      Set.of("ops.Any", "ops.NotEqual", "ops.LogicalOr");

  /** Takes them out of a network; others are left, for the refusal of their operations. */
  static MaskArguments of(KerasNetwork network) {
    Map<String, KerasLayer> byName = new HashMap<>();
    network.layers().forEach(layer -> byName.put(layer.name(), layer));
    Map<String, String> makers = new HashMap<>();
    Map<String, String> masks = new HashMap<>();
    for (KerasLayer layer : network.layers()) {
      String made = isOneOf(layer, masks) ? masks.get(layer.inputs().get(0)) : made(layer, byName);
      if (made != null) {
        masks.put(layer.name(), made);
      }
      String maker = maker(layer, masks);
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
  private static @Nullable String maker(KerasLayer layer, Map<String, String> masks) {
    JsonNode argument = layer.call().named().get(MASK);
    int last = layer.inputs().size() - 1;
    if (argument == null || last < 1 || KerasCall.input(argument).orElse(0) != last) {
      return null;
    }
    return masks.get(layer.inputs().get(last));
  }

  /** Returns whether an operation, as merging layers write it, joins a mask with itself. */
  private static boolean isOneOf(KerasLayer layer, Map<String, String> masks) {
    List<String> inputs = layer.inputs();
    return layer.className().equals("ops.LogicalOr")
        && inputs.size() == 2
        && masks.containsKey(inputs.get(0))
        && Objects.equals(masks.get(inputs.get(0)), masks.get(inputs.get(1)));
  }

  /** Returns the layer that makes the mask that an operation computes, null where none does. */
  private static @Nullable String made(KerasLayer mask, Map<String, KerasLayer> byName) {
    boolean ofChannels = isAnyChannel(mask);
    KerasLayer other = ofChannels ? byName.get(mask.inputs().get(0)) : mask;
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

  private static boolean isAnyChannel(KerasLayer layer) {
    return layer.className().equals("ops.Any")
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
      boolean ofMask = MASK_OPERATIONS.contains(layer.className());
      if (ofMask && !used.contains(layer.name())) {
        layers.remove(index);
      } else {
        used.addAll(layer.inputs());
      }
    }
  }
}

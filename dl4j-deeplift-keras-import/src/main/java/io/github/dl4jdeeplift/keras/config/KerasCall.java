package io.github.dl4jdeeplift.keras.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * How a layer is called: its arguments as the file writes them, where each tensor is replaced by
 * its place among the layer's inputs.
 *
 * @param first the first argument: a tensor, a constant, or a list of them
 * @param named the other arguments by name
 * @param output which of the layer's outputs is meant, 0 for the first
 */
public record KerasCall(JsonNode first, Map<String, JsonNode> named, int output) {
  /** Key of the object that stands for a tensor; its value is the place among the inputs. */
  static final String TENSOR = "__input__";

  /** Arguments that change nothing where they are false, as they are by default. */
  private static final Set<String> OFF =
      Set.of("training", "use_causal_mask", "return_attention_scores");

  /** Copies the arguments. */
  public KerasCall {
    named = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(named));
  }

  /** Returns a call on tensors alone. */
  static KerasCall plain() {
    return new KerasCall(JsonNodeFactory.instance.arrayNode(), Map.of(), 0);
  }

  /** Returns a call on one tensor. */
  static KerasCall onOne() {
    JsonNode tensor = JsonNodeFactory.instance.objectNode().put(TENSOR, 0);
    return new KerasCall(tensor, Map.of(), 0);
  }

  /** Returns the same call for another of the layer's outputs. */
  KerasCall withOutput(int number) {
    return new KerasCall(first, named, number);
  }

  /**
   * Returns what stands for a tensor among the arguments.
   *
   * @param place its place among the layer's inputs
   */
  public static JsonNode tensor(int place) {
    return JsonNodeFactory.instance.objectNode().put(TENSOR, place);
  }

  /**
   * Returns which input an argument is; empty where it is no tensor.
   *
   * @param argument an argument, or an element of one
   */
  public static OptionalInt input(JsonNode argument) {
    return argument.isObject() && argument.has(TENSOR)
        ? OptionalInt.of(argument.path(TENSOR).intValue())
        : OptionalInt.empty();
  }

  /**
   * Refuses what can change what a layer does: dropout at prediction, masks, constants among the
   * tensors, an output beside the first.
   *
   * @param layer the layer that is called
   */
  public void requirePlain(KerasLayer layer) {
    if (output != 0) {
      throw layer.unsupported(
          "its output " + output + " is taken, and only the first is supported");
    }
    named.forEach((name, value) -> requireDefault(layer, name, value));
    requireTensors(layer, first);
  }

  private static void requireDefault(KerasLayer layer, String name, JsonNode value) {
    boolean off = OFF.contains(name) && value.isBoolean() && !value.booleanValue();
    if (!off && !isNull(value)) {
      throw layer.unsupported(
          "it is called with the argument "
              + name
              + "="
              + value
              + ", which is not supported: call it without and save the model again");
    }
  }

  /** A model inside of the model may have a list of masks, one for each input. */
  private static boolean isNull(JsonNode value) {
    return value.isNull() || (value.isArray() && value.valueStream().allMatch(JsonNode::isNull));
  }

  private static void requireTensors(KerasLayer layer, JsonNode argument) {
    if (argument.isArray()) {
      argument.forEach(element -> requireTensors(layer, element));
    } else if (input(argument).isEmpty()) {
      throw layer.unsupported(
          "it is called on the constant " + argument + ", which is not supported");
    }
  }
}

package io.github.dl4jdeeplift.keras.translate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.dl4jdeeplift.keras.config.KerasCall;
import io.github.dl4jdeeplift.keras.config.KerasLayer;
import io.github.dl4jdeeplift.keras.config.LayerOptions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * One call of an operation on tensors: its arguments, by place or by name, wherever the version of
 * Keras keeps them. Arguments that nobody read are refused afterwards.
 */
final class OperationCall {
  private static final Set<String> CONSTANTS = Set.of("__tensor__", "__numpy__");

  private final KerasLayer layer;
  private final LayerOptions options;
  private final List<TensorShape> inputs;
  private final Set<String> read = new HashSet<>(Set.of("name"));

  OperationCall(KerasLayer layer, LayerOptions options, List<TensorShape> inputs) {
    this.layer = layer;
    this.options = options;
    this.inputs = inputs;
  }

  KerasLayer layer() {
    return layer;
  }

  /** Returns the shapes of the tensors, in the order of the arguments. */
  List<TensorShape> inputs() {
    return inputs;
  }

  /** Returns which of the operation's outputs is meant. */
  int output() {
    return layer.call().output();
  }

  /** Returns the shape of the one tensor that the operation takes. */
  TensorShape input() {
    if (inputs.size() != 1 || KerasCall.input(first()).isEmpty()) {
      throw layer.unsupported("it takes one tensor, not " + layer.call().first());
    }
    return inputs.get(0);
  }

  /** Returns the first argument, without a list of one around it. */
  JsonNode first() {
    JsonNode first = layer.call().first();
    return first.isArray() && first.size() == 1 ? first.get(0) : first;
  }

  /**
   * Returns an argument; missing where it is not given or null.
   *
   * @param place its place, 2 for the second
   * @param names its names, in all versions
   */
  JsonNode argument(int place, String... names) {
    List<String> keys = new ArrayList<>(List.of(names));
    keys.add("argument " + place);
    for (String key : keys) {
      JsonNode value = layer.call().named().get(key);
      if (value != null) {
        read.add(key);
        if (!value.isNull()) {
          return value;
        }
      }
      if (options.has(key)) {
        return options.node(key);
      }
      options.ignore(key);
    }
    return MissingNode.getInstance();
  }

  /** Returns an argument that is true or false, false where it is missing. */
  boolean flag(int place, String... names) {
    JsonNode node = argument(place, names);
    if (!node.isMissingNode() && !node.isBoolean()) {
      throw invalid(names[0], node);
    }
    return node.booleanValue();
  }

  /** Returns an argument that is a whole number or a list of them; empty where it is missing. */
  List<Integer> integers(int place, String... names) {
    JsonNode node = argument(place, names);
    List<Integer> integers = new ArrayList<>();
    for (JsonNode element : node.isArray() ? node : List.of(node)) {
      if (element.isIntegralNumber() && element.canConvertToInt()) {
        integers.add(element.intValue());
      } else if (!node.isMissingNode()) {
        throw invalid(names[0], node);
      }
    }
    return integers;
  }

  /** Returns an argument that is a number; empty where it is missing. */
  OptionalDouble number(int place, String... names) {
    JsonNode node = argument(place, names);
    if (node.isMissingNode()) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(scalar(names[0], node));
  }

  private double scalar(String name, JsonNode node) {
    if (!node.isNumber()) {
      throw invalid(name, node);
    }
    return node.doubleValue();
  }

  /** Returns the dimensions that axes are, the batch not counted, in ascending order. */
  List<Integer> dimensions(List<Integer> axes, TensorShape shape) {
    return new TreeSet<>(axes.stream().map(axis -> Axes.dimension(layer, axis, shape)).toList())
        .stream().toList();
  }

  /** Returns a constant's numbers, or a lone number; wherever it is written. */
  static JsonNode constant(JsonNode node) {
    return CONSTANTS.contains(node.path("class_name").asText())
        ? node.path("config").path("value")
        : node;
  }

  /** Returns which input an operand is; empty where it is a constant. */
  static OptionalInt tensor(JsonNode operand) {
    return KerasCall.input(operand);
  }

  /** Returns the refusal of an argument. */
  RuntimeException invalid(String name, JsonNode node) {
    return layer.unsupported("it is called with " + name + "=" + node + ", which is not supported");
  }

  /** Refuses arguments that nobody read, unless they are null. */
  void refuseUnread() {
    for (Map.Entry<String, JsonNode> argument : layer.call().named().entrySet()) {
      if (!read.contains(argument.getKey()) && !argument.getValue().isNull()) {
        throw invalid(argument.getKey(), argument.getValue());
      }
    }
  }
}

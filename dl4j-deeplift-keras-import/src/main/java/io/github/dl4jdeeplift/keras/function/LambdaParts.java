package io.github.dl4jdeeplift.keras.function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dl4jdeeplift.keras.config.KerasCall;
import io.github.dl4jdeeplift.keras.config.KerasLayer;
import io.github.dl4jdeeplift.keras.function.Value.Fixed;
import io.github.dl4jdeeplift.keras.function.Value.Many;
import io.github.dl4jdeeplift.keras.function.Value.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The operations and layers that stand in the place of one Lambda layer: {@code flip/part1}, {@code
 * flip/part2} and so on, the last with the layer's own name.
 */
final class LambdaParts {
  private static final String OPERATION = "ops.";
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final KerasLayer layer;
  private final Set<String> names;
  private final List<KerasLayer> made = new ArrayList<>();

  /**
   * Makes the parts of a layer, none yet.
   *
   * @param layer the layer
   * @param names names of all layers of the network
   */
  LambdaParts(KerasLayer layer, Set<String> names) {
    this.layer = layer;
    this.names = names;
  }

  /**
   * Returns the layer's argument: a tensor, or a list of several; Keras writes one as a list too.
   */
  Value argument() {
    JsonNode first = layer.call().first();
    return value(first.isArray() && first.size() == 1 ? first.get(0) : first);
  }

  private Value value(JsonNode argument) {
    if (argument.isArray()) {
      return new Many(argument.valueStream().map(this::value).toList());
    }
    return KerasCall.input(argument).isPresent()
        ? new Tensor(layer.inputs().get(KerasCall.input(argument).getAsInt()))
        : new Fixed(argument);
  }

  /** Adds an operation of {@code keras.ops}. */
  Value operation(String operation, Value first, Map<String, Value> others) {
    return add(OPERATION + operation, JSON.objectNode(), first, others);
  }

  /** Adds a layer on one tensor. */
  Value layer(String className, ObjectNode options, Value input) {
    return add(className, options, input, Map.of());
  }

  private Value add(String className, JsonNode options, Value first, Map<String, Value> others) {
    List<String> inputs = new ArrayList<>();
    JsonNode written = written(first, inputs);
    Map<String, JsonNode> named = new LinkedHashMap<>();
    others.forEach((name, value) -> named.put(name, written(value, inputs)));
    KerasCall call = new KerasCall(written, named, 0);
    String name = free(layer.name() + "/part" + (made.size() + 1));
    made.add(new KerasLayer(name, className, options, inputs, name, call));
    return new Tensor(name);
  }

  private String free(String name) {
    return names.contains(name) ? free(name + "_") : name;
  }

  private static JsonNode written(Value value, List<String> inputs) {
    if (value instanceof Tensor tensor) {
      inputs.add(tensor.layer());
      return KerasCall.tensor(inputs.size() - 1);
    }
    if (value instanceof Many many) {
      ArrayNode list = JSON.arrayNode();
      many.elements().forEach(element -> list.add(written(element, inputs)));
      return list;
    }
    return ((Fixed) value).value();
  }

  /** Returns whether a value is the last part's. */
  boolean isLast(Value value) {
    return !made.isEmpty()
        && value instanceof Tensor tensor
        && tensor.layer().equals(made.get(made.size() - 1).name());
  }

  /** Returns the parts, the last under the layer's own name. */
  List<KerasLayer> made() {
    KerasLayer last = made.get(made.size() - 1);
    List<KerasLayer> all = new ArrayList<>(made.subList(0, made.size() - 1));
    all.add(
        new KerasLayer(
            layer.name(),
            last.className(),
            last.config(),
            last.inputs(),
            layer.origin(),
            last.call()));
    return all;
  }
}

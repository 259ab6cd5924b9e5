package io.github.dl4jdeeplift.keras.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Turns the calls of a layer as Keras 3 writes them, {@code {"args": [...], "kwargs": {...}}}, into
 * those of Keras 2, {@code [[name, call, output, {...}], ...]}, where the first argument's tensors
 * carry the others by name.
 */
final class InboundNodes {
  private static final String KEY = "inbound_nodes";
  private static final String ARGUMENTS = "args";
  private static final String TENSOR = "__keras_tensor__";

  /** What Keras 2 writes where a number stands in the place of a tensor. */
  private static final String CONSTANT = "_CONSTANT_VALUE";

  /** Names of the arguments of those classes whose calls take several. */
  private static final Map<String, List<String>> NAMES =
      Map.of("MultiHeadAttention", List.of("query", "value", "key"));

  private InboundNodes() {}

  /** Rewrites the calls of a layer, where they are in the form of Keras 3. */
  static void rewrite(ObjectNode layer) {
    if (!(layer.path(KEY) instanceof ArrayNode calls)) {
      return;
    }
    String className = layer.path("class_name").asText();
    for (int call = 0; call < calls.size(); call++) {
      if (calls.get(call) instanceof ObjectNode node && node.path(ARGUMENTS).isArray()) {
        calls.set(call, call(className, node));
      }
    }
  }

  private static ArrayNode call(String className, ObjectNode call) {
    JsonNode arguments = call.path(ARGUMENTS);
    ObjectNode others = JsonNodeFactory.instance.objectNode();
    List<String> names = NAMES.getOrDefault(className, List.of());
    for (int index = 1; index < arguments.size(); index++) {
      String name = index < names.size() ? names.get(index) : "argument " + (index + 1);
      others.set(name, argument(arguments.get(index)));
    }
    for (Map.Entry<String, JsonNode> named : call.path("kwargs").properties()) {
      others.set(named.getKey(), argument(named.getValue()));
    }
    ArrayNode tensors = JsonNodeFactory.instance.arrayNode();
    for (JsonNode first : tensors(arguments.path(0))) {
      tensors.add(tensor(first, others));
    }
    return tensors;
  }

  private static List<JsonNode> tensors(JsonNode argument) {
    if (!argument.isArray()) {
      return argument.isMissingNode() ? List.of() : List.of(argument);
    }
    List<JsonNode> tensors = new ArrayList<>();
    argument.forEach(tensors::add);
    return tensors;
  }

  private static JsonNode tensor(JsonNode first, ObjectNode others) {
    ArrayNode tensor = JsonNodeFactory.instance.arrayNode();
    if (isTensor(first)) {
      history(first).forEach(tensor::add);
    } else {
      tensor.add(CONSTANT).add(-1).add(first);
    }
    return tensor.add(others.deepCopy());
  }

  /** A tensor among the other arguments is written without arguments of its own. */
  private static JsonNode argument(JsonNode value) {
    if (isTensor(value)) {
      return history(value);
    }
    if (!value.isArray()) {
      return value;
    }
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    value.forEach(element -> list.add(argument(element)));
    return list;
  }

  private static boolean isTensor(JsonNode value) {
    return TENSOR.equals(value.path("class_name").textValue());
  }

  private static JsonNode history(JsonNode tensor) {
    return tensor.path("config").path("keras_history");
  }
}

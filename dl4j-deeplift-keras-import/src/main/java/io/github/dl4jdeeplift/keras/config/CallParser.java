package io.github.dl4jdeeplift.keras.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dl4jdeeplift.keras.config.ModelPlan.CallPlan;
import io.github.dl4jdeeplift.keras.config.ModelPlan.TensorPlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads one call of a layer: the tensors of the first argument are written as {@code [layer, call,
 * output, {other arguments}]}, those of others without arguments.
 */
final class CallParser {
  private static final String CONSTANT = "_CONSTANT_VALUE";
  private static final int NAMED = 3;

  private final String where;
  private final List<TensorPlan> inputs = new ArrayList<>();
  private final Map<String, JsonNode> named = new LinkedHashMap<>();
  private JsonNode others = MissingNode.getInstance();

  private CallParser(String where) {
    this.where = where;
  }

  /**
   * Reads a call.
   *
   * @param call the call as the file writes it
   * @param label the layer, for messages
   */
  static CallPlan parse(JsonNode call, String label) {
    CallParser parser = new CallParser(label + ", a call");
    JsonNode first = parser.firstArgument(Json.untupled(call));
    parser.addNamed(parser.others); // behind the first, so that inputs keep the arguments' order
    return new CallPlan(parser.inputs, new KerasCall(first, parser.named, 0));
  }

  /** A tensor, a constant, or a list of them, however deep. */
  private JsonNode firstArgument(JsonNode node) {
    if (!node.isArray()) {
      throw Json.invalid(where, "needs a list", node);
    }
    if (!node.path(0).isTextual()) {
      ArrayNode list = JsonNodeFactory.instance.arrayNode();
      node.forEach(element -> list.add(firstArgument(Json.untupled(element))));
      return list;
    }
    if (others.isMissingNode()) {
      others = node.path(NAMED);
    }
    if (node.path(0).textValue().equals(CONSTANT)) {
      return node.hasNonNull(2) ? node.get(2) : NullNode.getInstance();
    }
    return input(tensor(node, where));
  }

  private void addNamed(JsonNode arguments) {
    arguments
        .properties()
        .forEach(argument -> named.put(argument.getKey(), replaced(argument.getValue())));
  }

  private JsonNode input(TensorPlan tensor) {
    inputs.add(tensor);
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    return node.put(KerasCall.TENSOR, inputs.size() - 1);
  }

  /** Returns an argument with its tensors replaced by their places. */
  private JsonNode replaced(JsonNode argument) {
    JsonNode node = Json.untupled(argument);
    if (node.isArray() && isTensor(node)) {
      return input(tensor(node, where));
    }
    if (node.isArray()) {
      ArrayNode list = JsonNodeFactory.instance.arrayNode();
      node.forEach(element -> list.add(replaced(element)));
      return list;
    }
    return node;
  }

  private static boolean isTensor(JsonNode list) {
    return list.size() == 3
        && list.get(0).isTextual()
        && list.get(1).isIntegralNumber()
        && list.get(2).isIntegralNumber();
  }

  /**
   * Reads a tensor: the layer's name, the number of the call and the number of the output.
   *
   * @param node the list of the three, and perhaps the call's arguments
   * @param where where it is, for messages
   */
  static TensorPlan tensor(JsonNode node, String where) {
    List<JsonNode> parts = Json.list(node, where + ", a tensor");
    if (parts.size() < 3
        || !parts.get(0).isTextual()
        || !isIndex(parts.get(1))
        || !isIndex(parts.get(2))) {
      throw Json.invalid(where, "needs tensors of the form [name, 0, 0]", node);
    }
    return new TensorPlan(
        parts.get(0).textValue(), parts.get(1).intValue(), parts.get(2).intValue());
  }

  private static boolean isIndex(JsonNode number) {
    return number.isIntegralNumber() && number.canConvertToInt() && number.intValue() >= 0;
  }
}

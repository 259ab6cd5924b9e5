package io.github.dl4jdeeplift.keras.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.dl4jdeeplift.keras.error.UnreadableKerasFileException;
import java.util.ArrayList;
import java.util.List;

/** Parts of a configuration that must be there and of the right kind. */
final class Json {
  private static final String TUPLE = "__tuple__";

  private Json() {}

  /** Returns the text under a key. */
  static String text(JsonNode parent, String key, String where) {
    JsonNode node = parent.path(key);
    if (!node.isTextual() || node.textValue().isEmpty()) {
      throw invalid(where, "needs a text under '" + key + "'", node);
    }
    return node.textValue();
  }

  /** Returns the object under a key. */
  static JsonNode object(JsonNode parent, String key, String where) {
    JsonNode node = parent.path(key);
    if (!node.isObject()) {
      throw invalid(where, "needs an object under '" + key + "'", node);
    }
    return node;
  }

  /** Returns the elements of the list under a key. */
  static List<JsonNode> list(JsonNode parent, String key, String where) {
    return list(parent.path(key), where + ", '" + key + "'");
  }

  /** Returns the elements of a list. */
  static List<JsonNode> list(JsonNode node, String where) {
    JsonNode array = untupled(node);
    if (!array.isArray()) {
      throw invalid(where, "needs a list", node);
    }
    List<JsonNode> elements = new ArrayList<>();
    array.forEach(element -> elements.add(untupled(element)));
    return elements;
  }

  /** Some versions write a tuple as {@code {"class_name": "__tuple__", "items": [...]}}. */
  static JsonNode untupled(JsonNode node) {
    boolean tuple = node.isObject() && TUPLE.equals(node.path("class_name").textValue());
    return tuple ? node.path("items") : node;
  }

  /** Returns the exception for a part that is missing or of another kind. */
  static UnreadableKerasFileException invalid(String where, String needs, JsonNode found) {
    String text = found instanceof MissingNode ? "nothing" : shortened(found.toString());
    return new UnreadableKerasFileException(
        "the configuration is not a valid Keras 2 one: " + where + " " + needs + ", not " + text);
  }

  private static String shortened(String text) {
    return text.length() <= 60 ? text : text.substring(0, 60) + "...";
  }
}

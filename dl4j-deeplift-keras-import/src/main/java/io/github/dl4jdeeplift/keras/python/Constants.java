package io.github.dl4jdeeplift.keras.python;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/** Constants of Python as JSON: tuples and lists are arrays, {@code ...} is an object. */
public final class Constants {
  private static final String ELLIPSIS = "__ellipsis__";

  private Constants() {}

  /** Returns what stands for {@code ...}. */
  static JsonNode ellipsis() {
    return JsonNodeFactory.instance.objectNode().put("class_name", ELLIPSIS);
  }

  /** Returns a constant as Python writes it; tuples as lists. */
  static String text(JsonNode constant) {
    if (constant.isArray()) {
      return constant.valueStream().map(Constants::text).toList().toString();
    }
    if (constant.isTextual()) {
      return "'" + constant.textValue() + "'";
    }
    if (constant.isBoolean()) {
      return constant.booleanValue() ? "True" : "False";
    }
    if (constant.isNull()) {
      return "None";
    }
    return constant.path("class_name").asText().equals(ELLIPSIS) ? "..." : constant.asText();
  }
}

package io.github.dl4jdeeplift.keras.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Turns the configuration that Keras 1 writes into that of Keras 2, class by class ({@link
 * Keras1Class}) and option by option. Options that have no place in the table stay as they are, and
 * are refused where the layer is translated.
 */
final class Keras1Dialect {
  private static final String CLASS = "class_name";
  private static final String CONFIG = "config";

  /** Options of any layer that matter to training or to Keras alone. */
  private static final Set<String> WITHOUT_EFFECT =
      Set.of(
          "init", "inner_init", "forget_bias_init", "input_dtype", "consume_less", "input_length");

  private Keras1Dialect() {}

  /**
   * Rewrites a model or a layer where it stands, and all inside of it.
   *
   * @param object the object, with its class and its configuration
   */
  static void rewrite(ObjectNode object) {
    JsonNode config = object.path(CONFIG);
    if (config instanceof ObjectNode options) {
      inside(options);
      layer(object, options);
    } else if (config instanceof ArrayNode layers) {
      layers.forEach(Keras1Dialect::rewriteObject);
      MergedModels.rewrite(object);
    }
  }

  private static void inside(ObjectNode config) {
    for (Map.Entry<String, JsonNode> option : List.copyOf(config.properties())) {
      rewriteObject(option.getValue());
      if (option.getValue().isArray()) {
        option.getValue().forEach(Keras1Dialect::rewriteObject);
      }
    }
  }

  private static void rewriteObject(JsonNode value) {
    if (value instanceof ObjectNode object && object.has(CLASS) && object.has(CONFIG)) {
      rewrite(object);
    }
  }

  private static void layer(ObjectNode object, ObjectNode config) {
    String className = object.path(CLASS).asText();
    if (className.equals("Merge")) {
      Keras1Merge.rewrite(object, config);
      return;
    }
    Keras1Class known = Keras1Class.of(className);
    if (known != null) {
      config.remove(WITHOUT_EFFECT);
      object.put(CLASS, known.className());
      known.rewrite(config);
    } else if (config.has("input_dtype")) {
      config.remove("input_dtype");
    }
  }
}

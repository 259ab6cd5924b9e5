package io.github.dl4jdeeplift.keras.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dl4jdeeplift.keras.error.UnsupportedKerasModelException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

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

  /** The classes that {@code Merge} stood for. */
  private static final Map<String, String> MERGES =
      Map.of(
          "concat", "Concatenate",
          "sum", "Add",
          "mul", "Multiply",
          "ave", "Average",
          "max", "Maximum");

  private static final Set<String> MERGE_OPTIONS =
      Set.of(
          "mode",
          "mode_type",
          "dot_axes",
          "output_shape",
          "output_shape_type",
          "output_mask",
          "output_mask_type",
          "arguments");

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
      merge(object, config);
      return;
    }
    Keras1Class known = Keras1Class.of(className);
    if (known != null) {
      known.refuseUnsaid(config.path("name").asText());
      config.remove(WITHOUT_EFFECT);
      object.put(CLASS, known.className());
      known.rewrite(config);
    } else if (config.has("input_dtype")) {
      config.remove("input_dtype");
    }
  }

  private static void merge(ObjectNode object, ObjectNode config) {
    String mode = config.path("mode").asText();
    String className = MERGES.get(mode);
    boolean calledOnLayers = config.path("layers").isArray() && !config.path("layers").isEmpty();
    if (className == null
        || calledOnLayers
        || !config.path("mode_type").asText("raw").equals("raw")) {
      throw new UnsupportedKerasModelException(
          "layer '"
              + config.path("name").asText()
              + "' (Merge): mode '"
              + mode
              + "' "
              + (calledOnLayers ? "of models inside of the model " : "")
              + "is not supported; supported are "
              + new TreeSet<>(MERGES.keySet())
              + " of a functional model's layers: rebuild it so in Keras and save it again");
    }
    object.put(CLASS, className);
    JsonNode axis = config.path("concat_axis");
    config.remove(MERGE_OPTIONS);
    config.remove(
        List.of("concat_axis", "layers", "node_indices", "tensor_indices", "input_dtype"));
    if (className.equals("Concatenate")) {
      config.set("axis", axis.isMissingNode() ? JsonNodeFactory.instance.numberNode(-1) : axis);
    }
  }
}

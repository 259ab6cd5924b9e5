package io.github.dl4jdeeplift.keras.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dl4jdeeplift.keras.error.UnsupportedKerasModelException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** {@code Merge} of Keras 1, which stands for several classes of Keras 2. */
final class Keras1Merge {
  /** Option that holds the models whose outputs are merged, until {@link MergedModels} takes it. */
  static final String MODELS = "merged models";

  private static final Map<String, String> CLASSES =
      Map.of(
          "concat", "Concatenate",
          "sum", "Add",
          "mul", "Multiply",
          "ave", "Average",
          "max", "Maximum",
          "dot", "Dot");

  private static final Set<String> OPTIONS =
      Set.of(
          "mode",
          "mode_type",
          "dot_axes",
          "output_shape",
          "output_shape_type",
          "output_mask",
          "output_mask_type",
          "arguments",
          "concat_axis",
          "layers",
          "node_indices",
          "tensor_indices",
          "input_dtype");

  private Keras1Merge() {}

  /** Rewrites a layer where it stands. */
  static void rewrite(ObjectNode object, ObjectNode config) {
    String mode = config.path("mode").asText();
    String className = CLASSES.get(mode);
    if (className == null || !config.path("mode_type").asText("raw").equals("raw")) {
      throw new UnsupportedKerasModelException(
          "layer '"
              + config.path("name").asText()
              + "' (Merge): mode '"
              + mode
              + "' is not supported; supported are "
              + new TreeSet<>(CLASSES.keySet())
              + ": rebuild it so in Keras and save it again");
    }
    object.put("class_name", className);
    JsonNode models = config.path("layers");
    JsonNode axis = config.path("concat_axis");
    JsonNode axes = config.path("dot_axes");
    config.remove(OPTIONS);
    if (className.equals("Concatenate")) {
      config.set("axis", axis.isMissingNode() ? JsonNodeFactory.instance.numberNode(-1) : axis);
    } else if (className.equals("Dot")) {
      config.set("axes", axes);
      config.put("normalize", false);
    }
    if (models instanceof ArrayNode list && !list.isEmpty()) {
      config.set(MODELS, list);
    }
  }

  /** Returns the first output of a layer's first call. */
  static ArrayNode tensor(String layer) {
    return JsonNodeFactory.instance.arrayNode().add(layer).add(0).add(0);
  }
}

package io.github.dl4jdeeplift.keras.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/**
 * The second layer of {@code Bidirectional}. Keras 3 always writes it, Keras 2 only where it is not
 * the first one run backwards.
 */
final class BackwardLayer {
  private BackwardLayer() {}

  /** Removes the second layer where it is the first one run backwards. */
  static void removeIfMirrored(ObjectNode bidirectional, ObjectNode backward) {
    JsonNode forward = bidirectional.path("layer");
    boolean opposite =
        forward.path("config").path("go_backwards").asBoolean()
            != backward.path("config").path("go_backwards").asBoolean();
    if (opposite && essence(forward).equals(essence(backward))) {
      bidirectional.remove("backward_layer");
    }
  }

  private static JsonNode essence(JsonNode layer) {
    JsonNode copy = layer.deepCopy();
    if (copy.path("config") instanceof ObjectNode config) {
      config.remove(List.of("name", "go_backwards"));
    }
    return withoutIds(copy);
  }

  private static JsonNode withoutIds(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.remove(List.of("shared_object_id", "build_config"));
      for (Map.Entry<String, JsonNode> entry : object.properties()) {
        withoutIds(entry.getValue());
      }
    } else {
      node.forEach(BackwardLayer::withoutIds);
    }
    return node;
  }
}

package io.github.dl4jdeeplift.keras.file;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;

/** The entries of a model's layers, without those of models inside of it. */
final class LayerEntries {
  private LayerEntries() {}

  /**
   * Returns the entries by the layer's name.
   *
   * @param model class and configuration of the model in the form of Keras 2
   */
  static Map<String, JsonNode> byName(JsonNode model) {
    Map<String, JsonNode> entries = new HashMap<>();
    JsonNode config = model.path("config");
    for (JsonNode layer : config.isArray() ? config : config.path("layers")) {
      entries.put(layer.path("config").path("name").asText(), layer);
    }
    return entries;
  }
}

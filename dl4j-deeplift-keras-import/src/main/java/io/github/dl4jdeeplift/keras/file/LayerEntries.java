package io.github.dl4jdeeplift.keras.file;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The entries of a model's layers, without those of models inside of it. */
final class LayerEntries {
  private static final Set<String> MODELS = Set.of("Sequential", "Functional", "Model");

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

  /**
   * Returns the layer whose arrays a layer has: the one inside of {@code TimeDistributed}, or
   * itself.
   *
   * @param entry the entry of the layer
   */
  static JsonNode weighted(JsonNode entry) {
    return entry.path("class_name").asText().equals("TimeDistributed")
        ? entry.path("config").path("layer")
        : entry;
  }

  /** Returns whether a layer is a model. */
  static boolean isModel(JsonNode entry) {
    return MODELS.contains(entry.path("class_name").asText());
  }
}

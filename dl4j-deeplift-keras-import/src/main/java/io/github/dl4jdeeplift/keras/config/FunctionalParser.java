package io.github.dl4jdeeplift.keras.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dl4jdeeplift.keras.config.ModelPlan.CallPlan;
import io.github.dl4jdeeplift.keras.config.ModelPlan.LayerPlan;
import io.github.dl4jdeeplift.keras.config.ModelPlan.TensorPlan;
import io.github.dl4jdeeplift.keras.error.UnsupportedKerasModelException;
import java.util.ArrayList;
import java.util.List;

/** Reads a functional model: layers, each with the outputs that it was called on. */
final class FunctionalParser {
  private FunctionalParser() {}

  static ModelPlan parse(JsonNode config) {
    List<LayerPlan> layers = new ArrayList<>();
    for (JsonNode entry : NetworkParser.layers(config.path("layers"))) {
      LayerPlan layer = NetworkParser.layer(entry);
      layers.add(layer.withCalls(calls(layer, entry)));
    }
    return new ModelPlan(
        layers,
        tensors(config, "input_layers"),
        tensors(config, "output_layers"),
        config.path("trainable").asBoolean(true));
  }

  private static List<CallPlan> calls(LayerPlan layer, JsonNode entry) {
    return Json.list(entry, "inbound_nodes", layer.label()).stream()
        .map(call -> CallParser.parse(call, layer.label()))
        .filter(call -> !call.inputs().isEmpty())
        .toList();
  }

  private static List<TensorPlan> tensors(JsonNode config, String key) {
    if (config.path(key).isObject() && !Json.untupled(config.path(key)).isArray()) {
      throw new UnsupportedKerasModelException(
          "the model has a dictionary for its "
              + key
              + ": rebuild it with a list instead,"
              + " keras.Model([...], [...]), and save it again");
    }
    String where = "'" + key + "'";
    JsonNode node = Json.untupled(config.path(key));
    List<JsonNode> tensors = node.path(0).isTextual() ? List.of(node) : Json.list(node, where);
    return tensors.stream().map(tensor -> CallParser.tensor(tensor, where)).toList();
  }
}

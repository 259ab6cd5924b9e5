package io.github.dl4jdeeplift.keras.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dl4jdeeplift.keras.error.UnsupportedKerasModelException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads a functional model: layers, each with the outputs that it was called on. */
final class FunctionalParser {
  private FunctionalParser() {}

  static KerasNetwork parse(JsonNode config) {
    List<KerasLayer> layers = new ArrayList<>();
    for (JsonNode entry : NetworkParser.layers(config.path("layers"))) {
      KerasLayer unconnected = NetworkParser.layer(entry, List.of());
      layers.add(NetworkParser.layer(entry, inputs(unconnected, entry)));
    }
    return KerasNetwork.of(
        layers, tensors(config, "input_layers"), tensors(config, "output_layers"));
  }

  private static List<String> inputs(KerasLayer layer, JsonNode entry) {
    List<JsonNode> calls = Json.list(entry, "inbound_nodes", layer.label());
    if (calls.size() > 1) {
      throw layer.unsupported(
          "it is called "
              + calls.size()
              + " times, and layers shared between inputs are not"
              + " supported yet: give each input a layer of its own with the same weights");
    }
    List<String> inputs = new ArrayList<>();
    for (JsonNode call : calls) {
      for (JsonNode tensor : oneOrMore(call, layer.label())) {
        inputs.add(source(layer, tensor));
      }
    }
    return inputs;
  }

  /** A call on one tensor may be written without the list around it. */
  private static List<JsonNode> oneOrMore(JsonNode call, String where) {
    return call.path(0).isTextual() ? List.of(call) : Json.list(call, where + ", a call");
  }

  private static String source(KerasLayer layer, JsonNode tensor) {
    requireDefaultArguments(layer, tensor.path(3));
    return name(tensor, layer.label());
  }

  /** Arguments of the call can change what a layer does: dropout at prediction, masks. */
  private static void requireDefaultArguments(KerasLayer layer, JsonNode arguments) {
    for (Map.Entry<String, JsonNode> argument : arguments.properties()) {
      JsonNode value = argument.getValue();
      boolean predicts =
          argument.getKey().equals("training") && value.isBoolean() && !value.booleanValue();
      if (!predicts && !value.isNull()) {
        throw layer.unsupported(
            "it is called with the argument "
                + argument
                + ", which is not supported: call it"
                + " without and save the model again");
      }
    }
  }

  private static List<String> tensors(JsonNode config, String key) {
    if (config.path(key).isObject() && !Json.untupled(config.path(key)).isArray()) {
      throw new UnsupportedKerasModelException(
          "the model has a dictionary for its "
              + key
              + ": rebuild it with a list instead,"
              + " keras.Model([...], [...]), and save it again");
    }
    List<String> names = new ArrayList<>();
    for (JsonNode tensor : oneOrMore(Json.untupled(config.path(key)), "'" + key + "'")) {
      names.add(name(tensor, "'" + key + "'"));
    }
    return names;
  }

  /** A tensor is the layer's name, the number of the call and the number of the output. */
  private static String name(JsonNode tensor, String where) {
    List<JsonNode> parts = Json.list(tensor, where + ", a tensor");
    if (parts.size() < 3 || !parts.get(0).isTextual()) {
      throw Json.invalid(where, "needs tensors of the form [name, 0, 0]", tensor);
    }
    if (!isZero(parts.get(1)) || !isZero(parts.get(2))) {
      throw new UnsupportedKerasModelException(
          "the configuration of "
              + where
              + " takes output "
              + parts.get(2)
              + " of call "
              + parts.get(1)
              + " of layer '"
              + parts.get(0).textValue()
              + "': layers that are"
              + " called several times or have several outputs are not supported yet");
    }
    return parts.get(0).textValue();
  }

  private static boolean isZero(JsonNode number) {
    return number.isIntegralNumber() && number.intValue() == 0;
  }
}

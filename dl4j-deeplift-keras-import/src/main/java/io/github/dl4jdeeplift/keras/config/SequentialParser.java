package io.github.dl4jdeeplift.keras.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dl4jdeeplift.keras.error.UnreadableKerasFileException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a Sequential model: a list of layers, or since Keras 2.2.3 an object that holds it.
 *
 * <p>Older files have no input layer; the first layer's {@code batch_input_shape} then says what
 * enters, and the input is named as Keras names it, after that layer with {@code _input} added.
 */
final class SequentialParser {
  private static final String SHAPE = "batch_input_shape";

  private SequentialParser() {}

  static KerasNetwork parse(JsonNode config) {
    List<JsonNode> entries =
        NetworkParser.layers(config.isArray() ? config : config.path("layers"));
    if (entries.isEmpty()) {
      throw new UnreadableKerasFileException("the configuration has no layers");
    }
    List<KerasLayer> layers = new ArrayList<>();
    KerasLayer first = NetworkParser.layer(entries.get(0), List.of());
    if (!first.isInput()) {
      layers.add(input(first, config.path("build_input_shape")));
    }
    for (JsonNode entry : entries) {
      List<String> inputs = layers.isEmpty() ? List.of() : List.of(last(layers).name());
      layers.add(NetworkParser.layer(entry, inputs));
    }
    return KerasNetwork.of(layers, List.of(layers.get(0).name()), List.of(last(layers).name()));
  }

  private static KerasLayer input(KerasLayer first, JsonNode builtShape) {
    JsonNode shape = first.config().path(SHAPE);
    if (!shape.isMissingNode() || !builtShape.isMissingNode()) {
      ObjectNode config = JsonNodeFactory.instance.objectNode();
      config.set(SHAPE, shape.isMissingNode() ? builtShape : shape);
      if (first.config().has("dtype")) {
        config.set("dtype", first.config().path("dtype"));
      }
      return new KerasLayer(first.name() + "_input", KerasLayer.INPUT, config, List.of());
    }
    throw first.unsupported(
        "the model does not say the shape of its input: call model.build((None, ...)) in Keras and"
            + " save it again");
  }

  private static KerasLayer last(List<KerasLayer> layers) {
    return layers.get(layers.size() - 1);
  }
}

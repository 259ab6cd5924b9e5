package io.github.dl4jdeeplift.keras.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dl4jdeeplift.keras.config.ModelPlan.CallPlan;
import io.github.dl4jdeeplift.keras.config.ModelPlan.LayerPlan;
import io.github.dl4jdeeplift.keras.config.ModelPlan.TensorPlan;
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

  static ModelPlan parse(JsonNode config) {
    List<JsonNode> entries =
        NetworkParser.layers(config.isArray() ? config : config.path("layers"));
    if (entries.isEmpty()) {
      throw new UnreadableKerasFileException("the configuration has no layers");
    }
    List<LayerPlan> layers = new ArrayList<>();
    for (JsonNode entry : entries) {
      LayerPlan layer = NetworkParser.layer(entry);
      if (layers.isEmpty() && !layer.isInput()) {
        layers.add(input(layer, config.path("build_input_shape")));
      }
      layers.add(layers.isEmpty() ? layer : layer.withCalls(List.of(callOn(last(layers)))));
    }
    return new ModelPlan(
        layers,
        List.of(output(layers.get(0))),
        List.of(output(last(layers))),
        config.path("trainable").asBoolean(true));
  }

  /**
   * The input; where nothing says its shape, it has none, which a model inside of one needs not.
   */
  private static LayerPlan input(LayerPlan first, JsonNode builtShape) {
    JsonNode shape = shape(first);
    ObjectNode config = JsonNodeFactory.instance.objectNode();
    if (!shape.isMissingNode() || !builtShape.isMissingNode()) {
      config.set(SHAPE, shape.isMissingNode() ? builtShape : shape);
    }
    if (first.config().has("dtype")) {
      config.set("dtype", first.config().path("dtype"));
    }
    return new LayerPlan(first.name() + "_input", KerasLayer.INPUT, config, List.of(), null);
  }

  private static JsonNode shape(LayerPlan first) {
    ModelPlan model = first.model();
    return model == null ? first.config().path(SHAPE) : model.layers().get(0).config().path(SHAPE);
  }

  private static CallPlan callOn(LayerPlan layer) {
    return new CallPlan(List.of(output(layer)), KerasCall.onOne());
  }

  private static TensorPlan output(LayerPlan layer) {
    return new TensorPlan(layer.name(), 0, 0);
  }

  private static LayerPlan last(List<LayerPlan> layers) {
    return layers.get(layers.size() - 1);
  }
}

package io.github.dl4jdeeplift.keras.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dl4jdeeplift.keras.error.UnsupportedKerasModelException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sequential models of Keras 1 that begin with a {@code Merge} of other models, as those of two
 * strands do. They become functional models with the layers of all, whose weights Keras 1 stores
 * side by side.
 */
final class MergedModels {
  private static final String CLASS = "class_name";
  private static final String CONFIG = "config";
  private static final String NAME = "name";
  private static final String LAYERS = "layers";
  private static final String CALLS = "inbound_nodes";
  private static final String SHAPE = "batch_input_shape";
  private static final String INPUT = "InputLayer";

  private final ArrayNode layers = JsonNodeFactory.instance.arrayNode();
  private final ArrayNode inputs = JsonNodeFactory.instance.arrayNode();

  private MergedModels() {}

  /**
   * Rewrites a Sequential model where it stands, if it is one of these.
   *
   * @param model its class and its list of layers, all of them in the form of Keras 2
   */
  static void rewrite(ObjectNode model) {
    if (model.path(CONFIG).path(0).path(CONFIG).has(Keras1Merge.MODELS)) {
      MergedModels merged = new MergedModels();
      ArrayNode output = merged.addAll(model.path(CONFIG), null);
      ObjectNode config = JsonNodeFactory.instance.objectNode();
      config.put(NAME, "merged");
      config.set(LAYERS, merged.layers);
      config.set("input_layers", merged.inputs);
      config.set("output_layers", JsonNodeFactory.instance.arrayNode().add(output));
      model.put(CLASS, "Model");
      model.set(CONFIG, config);
    }
  }

  /** Adds layers one after another; nothing comes before those that begin a model. */
  private ArrayNode addAll(JsonNode list, @Nullable ArrayNode before) {
    ArrayNode output = before;
    for (JsonNode entry : list) {
      output = add(entry, output);
    }
    if (output == null) {
      throw unsupported("has no layers");
    }
    return output;
  }

  private ArrayNode add(JsonNode entry, @Nullable ArrayNode before) {
    JsonNode config = entry.path(CONFIG);
    if (config.isArray()) {
      return addAll(config, before);
    }
    if (config.path(LAYERS).isArray()) {
      return functional(config, before);
    }
    if (!(entry instanceof ObjectNode layer) || !(config instanceof ObjectNode options)) {
      throw unsupported("is no layer: " + entry);
    }
    layer.set(NAME, options.path(NAME));
    layer.set(CALLS, calls(layer, options, before));
    layers.add(layer);
    return Keras1Merge.tensor(options.path(NAME).asText());
  }

  private ArrayNode calls(ObjectNode layer, ObjectNode options, @Nullable ArrayNode before) {
    ArrayNode tensors = JsonNodeFactory.instance.arrayNode();
    if (before != null) {
      tensors.add(before);
    } else if (options.remove(Keras1Merge.MODELS) instanceof ArrayNode models) {
      List<ArrayNode> outputs = new ArrayList<>();
      models.forEach(model -> outputs.add(add(model, null)));
      tensors.addAll(outputs);
    } else if (layer.path(CLASS).asText().equals(INPUT)) {
      inputs.add(Keras1Merge.tensor(options.path(NAME).asText()));
      return tensors;
    } else {
      tensors.add(input(options));
    }
    return JsonNodeFactory.instance.arrayNode().add(tensors);
  }

  /** The input that Keras gives to a first layer. */
  private ArrayNode input(ObjectNode first) {
    String name = first.path(NAME).asText() + "_input";
    ObjectNode options = JsonNodeFactory.instance.objectNode();
    options.put(NAME, name);
    options.set(SHAPE, first.path(SHAPE));
    ObjectNode layer = JsonNodeFactory.instance.objectNode();
    layer.put(CLASS, INPUT);
    layer.put(NAME, name);
    layer.set(CONFIG, options);
    layer.set(CALLS, JsonNodeFactory.instance.arrayNode());
    layers.add(layer);
    inputs.add(Keras1Merge.tensor(name));
    return Keras1Merge.tensor(name);
  }

  private ArrayNode functional(JsonNode config, @Nullable ArrayNode before) {
    JsonNode outputs = config.path("output_layers");
    if (before != null || outputs.size() != 1 || !(outputs.get(0) instanceof ArrayNode output)) {
      throw unsupported("with a functional model behind other layers, or of several outputs,");
    }
    config.path(LAYERS).forEach(layers::add);
    config.path("input_layers").forEach(inputs::add);
    return output;
  }

  private static UnsupportedKerasModelException unsupported(String reason) {
    return new UnsupportedKerasModelException(
        "a Merge of models "
            + reason
            + " is not supported: rebuild it as a functional model in Keras and save it again");
  }
}

package io.github.dl4jdeeplift.keras.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dl4jdeeplift.keras.error.UnreadableKerasFileException;
import io.github.dl4jdeeplift.keras.error.UnsupportedKerasModelException;
import java.util.List;
import java.util.Set;

/** Turns the configuration of a Keras 2 model into layers and their connections. */
public final class NetworkParser {
  private static final int MOST_LAYERS = 20_000;
  private static final Set<String> MODELS = Set.of("Sequential", "Functional", "Model");
  private static final Set<String> KERAS_MODULES = Set.of("keras", "tf_keras", "tensorflow");

  private NetworkParser() {}

  /**
   * Reads a configuration.
   *
   * @param className class of the model
   * @param config its configuration
   * @throws UnreadableKerasFileException if it is not a valid configuration
   * @throws UnsupportedKerasModelException if it is one of another kind of model, or calls a layer
   *     more than once
   */
  public static KerasNetwork parse(String className, JsonNode config) {
    if (!MODELS.contains(className)) {
      throw new UnsupportedKerasModelException(
          "the model is a '"
              + className
              + "', whose layers the file does not list: rebuild it as a"
              + " Sequential or functional Keras model, set its weights and save it again");
    }
    return className.equals("Sequential")
        ? SequentialParser.parse(config)
        : FunctionalParser.parse(config);
  }

  /** Returns the entries of a list of layers. */
  static List<JsonNode> layers(JsonNode list) {
    List<JsonNode> layers = Json.list(list, "the list of layers");
    if (layers.size() > MOST_LAYERS) {
      throw new UnreadableKerasFileException(
          "the configuration has "
              + layers.size()
              + " layers; at most "
              + MOST_LAYERS
              + " are read");
    }
    return layers;
  }

  /** Returns the layer of one entry of such a list. */
  static KerasLayer layer(JsonNode entry, List<String> inputs) {
    String className = Json.text(entry, "class_name", "a layer");
    if (MODELS.contains(className)) {
      throw new UnsupportedKerasModelException(
          "layer '"
              + entry.path("name").asText(entry.path("config").path("name").asText())
              + "' ("
              + className
              + "): a model inside of a model is not supported yet; put its"
              + " layers into the outer model and save that");
    }
    JsonNode config = Json.object(entry, "config", "the layer of class " + className);
    String name = Json.text(config, "name", "the layer of class " + className);
    KerasLayer layer = new KerasLayer(name, className, config, inputs);
    requireOwnName(layer, entry.path("name"));
    requireKerasClass(layer, entry.path("module"));
    return layer;
  }

  private static void requireOwnName(KerasLayer layer, JsonNode name) {
    if (!name.isMissingNode() && !layer.name().equals(name.textValue())) {
      throw new UnreadableKerasFileException(
          "the configuration names layer " + layer.label() + " " + name + " elsewhere");
    }
  }

  /** Somebody's own class may have the name of one of Keras's. */
  private static void requireKerasClass(KerasLayer layer, JsonNode module) {
    if (module.isTextual() && !KERAS_MODULES.contains(module.textValue().split("\\.", 2)[0])) {
      throw layer.unsupported(
          "its class is of module '"
              + module.textValue()
              + "', not of Keras: replace it by layers"
              + " of Keras and save the model again");
    }
  }
}

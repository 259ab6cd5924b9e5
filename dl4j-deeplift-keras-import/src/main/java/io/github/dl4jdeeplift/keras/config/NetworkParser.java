package io.github.dl4jdeeplift.keras.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dl4jdeeplift.keras.config.ModelPlan.LayerPlan;
import io.github.dl4jdeeplift.keras.error.UnreadableKerasFileException;
import io.github.dl4jdeeplift.keras.error.UnsupportedKerasModelException;
import java.util.List;
import java.util.Set;

/** Turns the configuration of a Keras 2 model into layers and their connections. */
public final class NetworkParser {
  /** As many layers, each call counted, as are read. */
  static final int MOST_LAYERS = 20_000;

  private static final Set<String> MODELS = Set.of("Sequential", "Functional", "Model");
  private static final Set<String> KERAS_MODULES = Set.of("keras", "tf_keras", "tensorflow");

  private NetworkParser() {}

  /**
   * Reads a configuration.
   *
   * @param className class of the model
   * @param config its configuration
   * @throws UnreadableKerasFileException if it is not a valid configuration
   * @throws UnsupportedKerasModelException if it is one of another kind of model
   */
  public static KerasNetwork parse(String className, JsonNode config) {
    if (!MODELS.contains(className)) {
      throw new UnsupportedKerasModelException(
          "the model is a '"
              + className
              + "', whose layers the file does not list: rebuild it as a"
              + " Sequential or functional Keras model, set its weights and save it again");
    }
    return Flattening.of(plan(className, config));
  }

  private static ModelPlan plan(String className, JsonNode config) {
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

  /** Returns the layer of one entry of such a list, without its calls. */
  static LayerPlan layer(JsonNode entry) {
    String className = Json.text(entry, "class_name", "a layer");
    if (MODELS.contains(className)) {
      return model(className, entry);
    }
    JsonNode config = Json.object(entry, "config", "the layer of class " + className);
    String name = Json.text(config, "name", "the layer of class " + className);
    LayerPlan layer = new LayerPlan(name, className, config, List.of(), null);
    requireOwnName(layer, entry.path("name"));
    requireKerasClass(layer, entry.path("module"));
    return layer;
  }

  /**
   * A model inside of a model; old Sequential ones have their name outside of the configuration.
   */
  private static LayerPlan model(String className, JsonNode entry) {
    JsonNode config = entry.path("config");
    JsonNode named = config.hasNonNull("name") ? config : entry;
    String name = Json.text(named, "name", "the model of class " + className);
    LayerPlan layer = new LayerPlan(name, className, config, List.of(), plan(className, config));
    requireKerasClass(layer, entry.path("module"));
    return layer;
  }

  private static void requireOwnName(LayerPlan layer, JsonNode name) {
    if (!name.isMissingNode() && !layer.name().equals(name.textValue())) {
      throw new UnreadableKerasFileException(
          "the configuration names layer " + layer.label() + " " + name + " elsewhere");
    }
  }

  /** Somebody's own class may have the name of one of Keras's. */
  private static void requireKerasClass(LayerPlan layer, JsonNode module) {
    if (module.isTextual() && !KERAS_MODULES.contains(module.textValue().split("\\.", 2)[0])) {
      throw layer
          .unconnected()
          .unsupported(
              "its class is of module '"
                  + module.textValue()
                  + "', not of Keras: replace it by layers"
                  + " of Keras and save the model again");
    }
  }
}

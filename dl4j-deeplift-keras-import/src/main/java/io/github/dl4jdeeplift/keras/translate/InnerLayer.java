package io.github.dl4jdeeplift.keras.translate;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dl4jdeeplift.keras.config.KerasLayer;
import io.github.dl4jdeeplift.keras.config.LayerOptions;

/** Reads the layer inside of a wrapper. */
final class InnerLayer {
  private InnerLayer() {}

  /**
   * Returns the layer that an option holds, by the wrapper's name.
   *
   * @param wrapper the wrapper
   * @param options its options
   * @param key the option
   */
  static KerasLayer of(KerasLayer wrapper, LayerOptions options, String key) {
    JsonNode node = options.node(key);
    if (!node.path("class_name").isTextual() || !node.path("config").isObject()) {
      throw options.invalid(key, "a layer");
    }
    String className = node.path("class_name").textValue();
    JsonNode module = node.path("module");
    KerasLayer inner =
        new KerasLayer(wrapper.name(), className, node.path("config"), wrapper.inputs());
    if (module.isTextual() && !module.textValue().startsWith("keras")) {
      throw wrapper.unsupported("the layer inside is of module '" + module.textValue() + "'");
    }
    return inner;
  }
}

package io.github.dl4jdeeplift.keras.build;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dl4jdeeplift.keras.config.KerasLayer;
import io.github.dl4jdeeplift.keras.config.KerasNetwork;
import org.nd4j.linalg.api.buffer.DataType;

/** The type in which a network computes: that of its layers, which must agree. */
final class NumberTypes {
  private NumberTypes() {}

  /** Returns FLOAT, or DOUBLE where every layer that names a type names float64. */
  static DataType of(KerasNetwork network) {
    DataType common = null;
    for (KerasLayer layer : network.layers()) {
      JsonNode node = layer.config().path("dtype");
      if (!node.isMissingNode() && !node.isNull()) {
        DataType type = type(layer, name(node));
        if (common != null && common != type) {
          throw layer.unsupported(
              "it computes in another type than the layers before: build the model in float32 and"
                  + " save it again");
        }
        common = type;
      }
    }
    return common == null ? DataType.FLOAT : common;
  }

  /** A type is written as its name, or as a policy that has one. */
  private static String name(JsonNode node) {
    JsonNode name = node.isObject() ? node.path("config").path("name") : node;
    return name.isTextual() ? name.textValue() : node.toString();
  }

  private static DataType type(KerasLayer layer, String name) {
    return switch (name) {
      case "float32" -> DataType.FLOAT;
      case "float64" -> DataType.DOUBLE;
      default ->
          throw layer.unsupported(
              "it computes in "
                  + name
                  + ", not in float32 or float64: build the model in float32,"
                  + " set its weights and save it again");
    };
  }
}

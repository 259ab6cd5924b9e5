package io.github.dl4jdeeplift.keras.translate;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dl4jdeeplift.keras.config.KerasLayer;
import io.github.dl4jdeeplift.keras.config.LayerOptions;
import java.util.List;

/** Numbers of dimensions as Keras counts them: the batch is 0, and -1 is the last. */
final class Axes {
  private Axes() {}

  /** Reads an option that is one number or a list of them. */
  static List<Integer> read(LayerOptions options, String key) {
    JsonNode node = options.node(key);
    if (node.isIntegralNumber() && node.canConvertToInt()) {
      return List.of(node.intValue());
    }
    return options.integers(key, Integer.MIN_VALUE);
  }

  /**
   * Returns the dimension that an axis is, the batch not counted.
   *
   * @param layer the layer, for the refusal of an axis that the shape does not have
   * @param axis the axis
   * @param shape the shape
   */
  static int dimension(KerasLayer layer, int axis, TensorShape shape) {
    int dimension = (axis < 0 ? axis + shape.rank() + 1 : axis) - 1;
    if (dimension < 0 || dimension >= shape.rank()) {
      throw layer.unsupported("axis " + axis + " is not one of its input's, of shape " + shape);
    }
    return dimension;
  }
}

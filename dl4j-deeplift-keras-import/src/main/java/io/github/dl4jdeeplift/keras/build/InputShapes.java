package io.github.dl4jdeeplift.keras.build;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dl4jdeeplift.keras.config.KerasLayer;
import io.github.dl4jdeeplift.keras.config.LayerOptions;
import io.github.dl4jdeeplift.keras.translate.TensorShape;
import java.util.ArrayList;
import java.util.List;

/** Reads what an input layer takes. */
final class InputShapes {
  private static final String SHAPE = "batch_input_shape";

  private InputShapes() {}

  static TensorShape of(KerasLayer layer) {
    LayerOptions options = layer.options();
    if (options.flag("sparse", false) || options.flag("ragged", false)) {
      throw layer.unsupported("sparse and ragged inputs are not supported: use a dense input");
    }
    TensorShape shape = shape(options);
    options.refuseUnread();
    shape.requireRank(layer, 1, 4);
    return shape;
  }

  private static TensorShape shape(LayerOptions options) {
    JsonNode node = options.node(SHAPE);
    if (!node.isArray() || node.isEmpty()) {
      throw options.invalid(SHAPE, "a list of sizes");
    }
    List<Long> sizes = new ArrayList<>();
    for (JsonNode size : node) {
      boolean known = size.isIntegralNumber() && size.canConvertToInt() && size.intValue() > 0;
      if (!known && !size.isNull()) {
        throw options.invalid(SHAPE, "whole numbers of at least 1, or null for any size,");
      }
      sizes.add(known ? size.longValue() : TensorShape.UNKNOWN);
    }
    return new TensorShape(sizes.subList(1, sizes.size()));
  }
}

package io.github.dl4jdeeplift.keras.file;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * A Keras 2 model as it was saved.
 *
 * @param className {@code Sequential}, {@code Functional} or {@code Model}
 * @param config the configuration of that class, as Keras wrote it
 * @param backend what Keras ran on, such as {@code tensorflow}
 * @param weights arrays by the name of the layer, in Keras's order; layers without are left out
 */
public record SavedModel(
    String className, JsonNode config, String backend, Map<String, List<WeightArray>> weights) {
  /** Copies the table of weights. */
  public SavedModel {
    weights = Map.copyOf(weights);
  }
}

package io.github.dl4jdeeplift.keras.file;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dl4jdeeplift.keras.dialect.Dialects;
import java.util.List;
import java.util.Map;

/**
 * A Keras model as it was saved, in the form of Keras 2 whatever version wrote it.
 *
 * @param className {@code Sequential}, {@code Functional} or {@code Model}
 * @param config the configuration of that class
 * @param version the version of Keras that wrote it, such as {@code 2.15.0}; empty where the file
 *     does not say
 * @param backend what Keras ran on, such as {@code tensorflow}
 * @param weights arrays by the name of the layer, in Keras's order; layers without are left out. Of
 *     a model inside of the model, {@code .keras} files give each layer as {@code model/layer}, the
 *     others all arrays under the inner model's name
 */
public record SavedModel(
    String className,
    JsonNode config,
    String version,
    String backend,
    Map<String, List<WeightArray>> weights) {
  /**
   * What stands as the option {@code data_format} of layers over images whose order of dimensions
   * Keras 1 did not write.
   */
  public static final String UNWRITTEN_ORDER = Dialects.UNWRITTEN_ORDER;

  /** Copies the table of weights. */
  public SavedModel {
    weights = Map.copyOf(weights);
  }
}

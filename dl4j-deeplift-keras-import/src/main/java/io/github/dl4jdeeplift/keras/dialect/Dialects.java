package io.github.dl4jdeeplift.keras.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dl4jdeeplift.keras.error.UnsupportedKerasModelException;
import java.util.Set;

/** Turns configurations of all versions of Keras into those of Keras 2. */
public final class Dialects {
  /**
   * What stands as the option {@code data_format} of layers over images whose order of dimensions
   * Keras 1 did not write.
   */
  public static final String UNWRITTEN_ORDER = "not written by Keras 1";

  private static final Set<String> WITH_OWN_ENDS = Set.of("Conv1D", "Conv2D");

  private Dialects() {}

  /**
   * Returns the configuration as Keras 2 writes it.
   *
   * @param model class and configuration of a model, as the file has them; not changed
   * @param major version of Keras that wrote it
   * @throws UnsupportedKerasModelException if it has classes that are not Keras's
   */
  public static JsonNode toKeras2(JsonNode model, int major) {
    JsonNode copy = model.deepCopy();
    if (copy instanceof ObjectNode object) {
      if (major == 1) {
        Keras1Dialect.rewrite(object);
      } else {
        Keras3Dialect.rewrite(object, major);
      }
    }
    return copy;
  }

  /**
   * Marks windows that reach beyond the ends, of which Theano has its own, where they are known.
   *
   * @param model class and configuration of a model in the form of Keras 2; changed
   */
  public static void markTheano(JsonNode model) {
    JsonNode config = model.path("config");
    for (JsonNode layer : config.isArray() ? config : config.path("layers")) {
      markWindows(layer);
      markWindows(layer.path("config").path("layer"));
    }
  }

  private static void markWindows(JsonNode layer) {
    if (WITH_OWN_ENDS.contains(layer.path("class_name").asText())
        && layer.path("config") instanceof ObjectNode options
        && options.path("padding").asText().equals("same")) {
      options.put("padding", "same of Theano");
    }
  }

  /**
   * Returns whether a class of a rewritten configuration is an operation on tensors, which Keras
   * keeps beside the layers.
   *
   * @param className the class
   */
  public static boolean isOperation(String className) {
    return className.startsWith(Keras3Dialect.OPERATION);
  }
}

package io.github.dl4jdeeplift.keras.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dl4jdeeplift.keras.error.UnsupportedKerasModelException;

/** Turns configurations of all versions of Keras into those of Keras 2. */
public final class Dialects {
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
   * Returns whether a class of a rewritten configuration is an operation on tensors, which Keras
   * keeps beside the layers.
   *
   * @param className the class
   */
  public static boolean isOperation(String className) {
    return className.startsWith(Keras3Dialect.OPERATION);
  }
}

package io.github.dl4jdeeplift.keras.error;

import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.jspecify.annotations.Nullable;

/**
 * Thrown for a Keras model that can be read but not be given to Deeplearning4j so that it computes
 * what Keras computed: the message names each layer, its class, the reason and the way out.
 */
public final class UnsupportedKerasModelException extends DL4JInvalidConfigException {
  private static final long serialVersionUID = 1L;

  private final boolean ofShape;

  /**
   * Makes the exception.
   *
   * @param message the layers, the reasons, the way out
   */
  public UnsupportedKerasModelException(String message) {
    this(message, false, null);
  }

  private UnsupportedKerasModelException(
      String message, boolean ofShape, @Nullable Throwable cause) {
    super(message, cause);
    this.ofShape = ofShape;
  }

  /**
   * Returns the refusal of a layer whose input has a shape on which Keras does not build it either.
   *
   * @param message the layer, the reason
   */
  public static UnsupportedKerasModelException ofShape(String message) {
    return new UnsupportedKerasModelException(message, true, null);
  }

  /** Returns whether a layer's input has a shape on which Keras does not build it either. */
  public boolean isOfShape() {
    return ofShape;
  }

  /**
   * Returns the same refusal with the file named before it.
   *
   * @param file the file or files
   */
  public UnsupportedKerasModelException in(String file) {
    return new UnsupportedKerasModelException(file + ": " + getMessage(), ofShape, this);
  }
}

package io.github.dl4jdeeplift.keras.error;

import org.deeplearning4j.exception.DL4JInvalidConfigException;

/**
 * Thrown for a Keras model that can be read but not be given to Deeplearning4j so that it computes
 * what Keras computed: the message names each layer, its class, the reason and the way out.
 */
public final class UnsupportedKerasModelException extends DL4JInvalidConfigException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes the exception.
   *
   * @param message the layers, the reasons, the way out
   */
  public UnsupportedKerasModelException(String message) {
    super(message);
  }

  private UnsupportedKerasModelException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * Returns the same refusal with the file named before it.
   *
   * @param file the file or files
   */
  public UnsupportedKerasModelException in(String file) {
    return new UnsupportedKerasModelException(file + ": " + getMessage(), this);
  }
}

package io.github.dl4jdeeplift.keras.error;

/**
 * Thrown for a file that cannot be read as the Keras model it should be: missing, truncated,
 * corrupt, of another kind, or a configuration and weights that do not belong together.
 */
public final class UnreadableKerasFileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes the exception.
   *
   * @param message what is wrong, where, and what to do
   */
  public UnreadableKerasFileException(String message) {
    super(message);
  }

  /**
   * Makes the exception.
   *
   * @param message what is wrong, where, and what to do
   * @param cause what the reader of the format said
   */
  public UnreadableKerasFileException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * Returns the same refusal with the file named before it.
   *
   * @param file the file or files
   */
  public UnreadableKerasFileException in(String file) {
    return new UnreadableKerasFileException(file + ": " + getMessage(), this);
  }
}

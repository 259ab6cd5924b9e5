package io.github.dl4jdeeplift.keras.python;

/** Python code that is damaged, or does what is not known here; the message says which. */
public final class UnknownCodeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes an exception.
   *
   * @param reason what the code does, as the end of a sentence that begins with the code
   */
  public UnknownCodeException(String reason) {
    super(reason);
  }
}

package io.github.dl4jdeeplift;

import org.deeplearning4j.exception.DL4JException;

/** Thrown where a network does not compute the outputs that were saved elsewhere. */
public class UnexpectedOutputException extends DL4JException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes the exception.
   *
   * @param message which output differs, by how much, and the tolerance
   */
  public UnexpectedOutputException(String message) {
    super(message);
  }
}

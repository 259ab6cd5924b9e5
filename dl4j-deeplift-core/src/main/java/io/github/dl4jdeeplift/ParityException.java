package io.github.dl4jdeeplift;

import org.deeplearning4j.exception.DL4JException;

/**
 * Thrown where the program that would be explained does not compute what the network's own {@code
 * output()} computes: no attribution is given for a function that is not the network's.
 */
public class ParityException extends DL4JException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes the exception.
   *
   * @param message the first layer that differs, both numbers, and the way out
   */
  public ParityException(String message) {
    super(message);
  }
}

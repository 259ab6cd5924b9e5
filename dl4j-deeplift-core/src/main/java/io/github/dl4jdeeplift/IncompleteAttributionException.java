package io.github.dl4jdeeplift;

import org.deeplearning4j.exception.DL4JException;

/** Thrown, where it was asked for, if contributions do not sum to the difference of the target. */
public class IncompleteAttributionException extends DL4JException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes the exception.
   *
   * @param message the example, the convergence delta, the tolerance and the worst layer
   */
  public IncompleteAttributionException(String message) {
    super(message);
  }
}

package io.github.dl4jdeeplift.rule;

import org.deeplearning4j.exception.DL4JInvalidConfigException;

/**
 * Thrown for layers that have no rule, or whose output Deeplearning4j itself gets wrong: each is
 * named, with the reason and the way out.
 */
public class UnsupportedLayerException extends DL4JInvalidConfigException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes the exception.
   *
   * @param message the layers (name, index, type), the reasons, the way out
   */
  public UnsupportedLayerException(String message) {
    super(message);
  }
}

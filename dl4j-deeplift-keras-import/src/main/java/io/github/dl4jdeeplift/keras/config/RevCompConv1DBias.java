package io.github.dl4jdeeplift.keras.config;

/**
 * How {@code RevCompConv1D} adds its bias. Its file does not say, and those who wrote that class
 * for Keras 2 differ; without a bias they agree.
 */
public enum RevCompConv1DBias {
  /**
   * The package {@code keras-genomics}, in all its versions to 0.1.2.1, adds the convolution with
   * its bias to the convolution: 2·convolution + bias.
   */
  KERAS_GENOMICS(2),
  /** convolution + bias. */
  PLAIN(1);

  private final int factor;

  RevCompConv1DBias(int factor) {
    this.factor = factor;
  }

  /** Returns how many times the convolution is in the result. */
  int factor() {
    return factor;
  }
}

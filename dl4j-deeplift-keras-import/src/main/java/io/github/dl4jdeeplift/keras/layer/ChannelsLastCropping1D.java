package io.github.dl4jdeeplift.keras.layer;

import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Cuts positions off the ends of sequences of [batch, positions, channels]. Deeplearning4j's {@code
 * Cropping1D} layer does so on [batch, channels, positions] alone.
 */
public final class ChannelsLastCropping1D extends LengthChange {
  private static final long serialVersionUID = 1L;

  /**
   * Makes the configuration.
   *
   * @param before positions before, at least 0
   * @param after positions after, at least 0
   */
  public ChannelsLastCropping1D(
      @JsonProperty("before") int before, @JsonProperty("after") int after) {
    super(before, after);
  }

  @Override
  boolean lengthens() {
    return false;
  }
}

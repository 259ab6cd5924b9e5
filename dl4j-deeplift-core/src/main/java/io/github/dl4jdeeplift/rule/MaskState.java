package io.github.dl4jdeeplift.rule;

/**
 * How a mask comes to an input of a layer in Deeplearning4j, which is not always the same to the
 * layer: an LSTM is deaf to masks that are fed forward, and heeds one that a wrapper sets.
 */
public enum MaskState {
  /** There is none. */
  ABSENT,
  /** By {@code feedForwardMaskArray}, as masks travel from layer to layer. */
  FED,
  /** By {@code setMaskArray}, as LastTimeStep and MaskZeroLayer do to the layer inside. */
  SET
}

package io.github.dl4jdeeplift.rule;

/**
 * What a node is to the genomics-default choice, which looks back from a nonlinearity for the
 * layers that feed it: RevealCancel after dense layers, Rescale after convolutions.
 */
public enum Trace {
  /** A dense layer. */
  DENSE,
  /** A convolution. */
  CONVOLUTION,
  /** Looked through: it moves, scales, pools or joins numbers. */
  PASSES,
  /** Neither, and not looked through. */
  STOPS
}

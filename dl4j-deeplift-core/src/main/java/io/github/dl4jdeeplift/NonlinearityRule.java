package io.github.dl4jdeeplift;

/** How functions of one number, such as ReLU or sigmoid, are explained. */
public enum NonlinearityRule {
  /**
   * One multiplier, the output's difference over the input's (2016 paper, section 2.3.4). The
   * default.
   */
  RESCALE,
  /**
   * Positive and negative parts of the input's difference have multipliers of their own, so that
   * parts that cancel are seen (2017 paper, section 3.5.3). As the rule of the whole network it
   * leaves activations inside recurrent layers to Rescale, and hands those layers the one
   * multiplier that the sign of their output's difference chooses; for a recurrent layer by name it
   * is refused.
   */
  REVEAL_CANCEL,
  /**
   * Rescale after convolutions and RevealCancel after dense layers, as the authors advise for
   * genomics. Looks back through normalization, pooling, merges and reshapes for the layers that
   * feed the function; where there are none, {@code build()} refuses the choice.
   */
  GENOMICS_DEFAULT,
  /**
   * The derivative at the input: contributions are gradient × (input − reference). They do not sum
   * to the output's difference. As the rule of the whole network it holds for maxima, products and
   * softmax too.
   */
  GRADIENT
}

package io.github.dl4jdeeplift.rule.sequence;

import io.github.dl4jdeeplift.rule.Rule;
import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.arithmetic.DenseRule;
import io.github.dl4jdeeplift.rule.shape.PermuteRule;
import io.github.dl4jdeeplift.rule.shape.ReshapeRule;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The linear parts of multi-head attention, between {@code [time, channels]} and {@code [heads,
 * time, size]}.
 */
final class Heads {
  private Heads() {}

  /**
   * Returns the rules from channels to heads.
   *
   * @param weights {@code [heads, size, channels]}
   */
  static Rule[] projection(INDArray weights) {
    long heads = weights.size(0);
    long size = weights.size(1);
    return new Rule[] {
      new DenseRule(columns(weights), null),
      new ReshapeRule(shape -> new Shape(shape.size(0), heads, size)),
      new PermuteRule(0, 2, 1, 3)
    };
  }

  /** Returns weights {@code [heads, size, channels]} as {@code [channels, heads·size]}. */
  static INDArray columns(INDArray weights) {
    long outputs = weights.size(0) * weights.size(1);
    return weights
        .dup('c')
        .reshape('c', new long[] {outputs, weights.size(2)})
        .transpose()
        .dup('c');
  }

  /**
   * Returns the rules from heads to channels.
   *
   * @param weights {@code [heads·size, channels]}
   */
  static Rule[] output(INDArray weights) {
    return new Rule[] {
      new PermuteRule(0, 2, 1, 3),
      new ReshapeRule(shape -> new Shape(shape.size(0), shape.size(1) * shape.size(2))),
      new DenseRule(weights, null)
    };
  }
}

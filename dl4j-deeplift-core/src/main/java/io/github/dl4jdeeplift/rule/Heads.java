package io.github.dl4jdeeplift.rule;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

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

  /**
   * Returns the rules from channels to the scores {@code [heads, queries, time]} of queries that
   * are parameters: such scores are linear in the keys.
   *
   * @param queries {@code [channels, queries]}
   * @param projections weights of queries and keys; null where nothing is projected
   */
  static Rule[] scoresOfKeys(INDArray queries, @Nullable Projections projections) {
    long count = queries.size(1);
    INDArray weights = projections == null ? queries : projections.scores(queries);
    double size = projections == null ? queries.size(0) : projections.keys.size(1);
    long heads = weights.size(1) / count;
    return new Rule[] {
      new DenseRule(weights.mul(1 / Math.sqrt(size)), null),
      new ReshapeRule(shape -> new Shape(shape.size(0), heads, count)),
      new PermuteRule(0, 2, 3, 1)
    };
  }

  /**
   * Weights of queries and keys.
   *
   * @param queries {@code [heads, size, channels of queries]}
   * @param keys {@code [heads, size, channels of keys]}
   */
  record Projections(INDArray queries, INDArray keys) {
    /** Returns Kᵀ·(Q·q) of all heads, side by side. */
    private INDArray scores(INDArray given) {
      INDArray[] ofHeads = new INDArray[Math.toIntExact(keys.size(0))];
      for (int head = 0; head < ofHeads.length; head++) {
        INDArray projected = queries.slice(head).mmul(given);
        ofHeads[head] = keys.slice(head).transpose().mmul(projected);
      }
      return Nd4j.concat(1, ofHeads).dup('c');
    }
  }
}

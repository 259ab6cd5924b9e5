package io.github.dl4jdeeplift.rule.sequence;

import io.github.dl4jdeeplift.rule.LayerView;
import io.github.dl4jdeeplift.rule.Ops;
import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.arithmetic.DenseRule;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The projections of a recurrent attention layer; identities of one head where it has none.
 *
 * @param heads number of heads
 * @param size size of a head
 * @param query from the state to queries, {@code [units, heads·size]}
 * @param key from the input to keys, {@code [in, heads·size]}
 * @param value from the input to values, {@code [in, heads·size]}
 * @param output from all heads to the attended vector, {@code [heads·size, units]}
 */
record AttentionWeights(
    long heads, long size, DenseRule query, DenseRule key, DenseRule value, DenseRule output) {

  /** Reads the projections of a layer with so many input channels. */
  static AttentionWeights of(LayerView<?> layer, long channels) {
    INDArray query = layer.parameterOrNull("Wq");
    if (query == null) {
      DenseRule same = new DenseRule(Nd4j.eye(channels).castTo(layer.dataType()), null);
      return new AttentionWeights(1, channels, same, same, same, same);
    }
    return new AttentionWeights(
        query.size(0),
        query.size(1),
        new DenseRule(Heads.columns(query), null),
        new DenseRule(Heads.columns(layer.parameter("Wk")), null),
        new DenseRule(Heads.columns(layer.parameter("Wv")), null),
        new DenseRule(layer.parameter("Wo"), null));
  }

  /** Returns what scores are multiplied with. */
  double scale() {
    return 1 / Math.sqrt((double) size);
  }

  /**
   * Returns the weights of keys, from scores {@code [batch, heads, queries, keys]}.
   *
   * @param queries number of queries
   * @param keys number of keys
   */
  SDVariable ofScores(Ops ops, SDVariable scores, long queries, long keys) {
    return ops.softmaxAlong(scores, new Shape(heads, queries, keys), 2);
  }

  /** Cuts {@code [batch, steps, heads·size]} into {@code [batch, heads, steps, size]}. */
  SDVariable split(Ops ops, SDVariable rows, long steps) {
    return ops.permute(ops.reshape(rows, steps, heads, size), 0, 2, 1, 3);
  }

  /** Joins {@code [batch, heads, steps, size]} to {@code [batch, steps, heads·size]}. */
  SDVariable joined(Ops ops, SDVariable ofHeads, long steps) {
    return ops.reshape(ops.permute(ofHeads, 0, 2, 1, 3), steps, heads * size);
  }

  /** Returns the shape of all heads' numbers side by side. */
  Shape joinedShape(long steps) {
    return new Shape(steps, heads * size);
  }
}

package io.github.dl4jdeeplift.rule.sequence;

import io.github.dl4jdeeplift.rule.Multipliers;
import io.github.dl4jdeeplift.rule.NodeValues;
import io.github.dl4jdeeplift.rule.Ops;
import io.github.dl4jdeeplift.rule.Rule;
import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.Value;
import io.github.dl4jdeeplift.rule.function.Nonlinearity;
import io.github.dl4jdeeplift.rule.mask.MaskedScoresRule;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * A recurrent layer whose state attends to the whole input: y_t = f(x_t·W + b + r_t·R), where r_t =
 * softmax(q·Kᵀ/√size)·V·O in each head with the query q from y_{t−1}; r_1 = 0.
 *
 * <p>Sums and projections by the linear rule, scores and weighted sums by the product rule (section
 * 2.3.5), softmax by its log-mean Jacobian, f by Rescale, from the last step to the first.
 *
 * <p>Shapes: {@code [batch, time, in] -> [batch, time, units]}, and {@code [batch, time]} for a
 * mask of the steps that are attended to, if there is one.
 */
public final class RecurrentAttentionRule implements Rule {
  private final RecurrentWeights sums;
  private final AttentionWeights attention;
  private final Nonlinearity activation;

  /**
   * Makes the rule.
   *
   * @param sums W, R and b
   * @param attention the projections
   * @param activation f
   */
  RecurrentAttentionRule(
      RecurrentWeights sums, AttentionWeights attention, Nonlinearity activation) {
    this.sums = sums;
    this.attention = attention;
    this.activation = activation;
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    return new Shape(sums.requireSequence(inputs.get(0)), sums.units());
  }

  @Override
  public SDVariable forward(Ops ops, List<Value> inputs) {
    Value input = inputs.get(0);
    long length = input.shape().size(0);
    SDVariable keys = attention.split(ops, attention.key().linear(ops, input), length);
    SDVariable values = attention.split(ops, attention.value().linear(ops, input), length);
    SDVariable ofInputs = sums.ofInputs(ops, input.variable(), input.shape());
    List<SDVariable> outputs = new ArrayList<>();
    SDVariable state = null;
    for (SDVariable step : Recurrence.steps(ops, ofInputs, length)) {
      SDVariable sum = step;
      if (state != null) {
        Value before = new Value(ops.reshape(state, 1, sums.units()), new Shape(1, sums.units()));
        SDVariable scores = masked(ops, scores(ops, queries(ops, before), keys), inputs);
        SDVariable weights = attention.ofScores(ops, scores, 1, length);
        SDVariable attended = attended(ops, weights, values, 1);
        sum = step.add(sums.ofState(ops, ops.reshape(attended, sums.units())));
      }
      state = activation.value(ops, sum);
      outputs.add(state);
    }
    return Recurrence.joined(ops, outputs);
  }

  private static SDVariable masked(Ops ops, SDVariable scores, List<Value> inputs) {
    return inputs.size() == 1 ? scores : scores.add(MaskedScoresRule.ofMask(ops, inputs.get(1), 3));
  }

  SDVariable queries(Ops ops, Value states) {
    return attention.split(ops, attention.query().linear(ops, states), states.shape().size(0));
  }

  /** Returns {@code [batch, heads, queries, keys]}. */
  SDVariable scores(Ops ops, SDVariable queries, SDVariable keys) {
    return ops.matrixProduct(queries, false, keys, true).mul(attention.scale());
  }

  /** Returns what the steps get of the input, {@code [batch, steps, units]}. */
  SDVariable attended(Ops ops, SDVariable weights, SDVariable values, long steps) {
    SDVariable ofHeads = ops.matrixProduct(weights, false, values, false);
    Value joined = new Value(attention.joined(ops, ofHeads, steps), attention.joinedShape(steps));
    return attention.output().linear(ops, joined);
  }

  @Override
  public List<Multipliers> backward(Ops ops, NodeValues values, Multipliers upstream) {
    RecurrentAttentionWayBack wayBack =
        new RecurrentAttentionWayBack(ops, this, values.inputShape(0));
    return List.of(Multipliers.shared(wayBack.run(values, upstream.positive())));
  }

  RecurrentWeights sums() {
    return sums;
  }

  AttentionWeights attention() {
    return attention;
  }

  Nonlinearity activation() {
    return activation;
  }

  @Override
  public String description() {
    return "recurrent attention, matrix products, softmax, Rescale of " + activation.name();
  }
}

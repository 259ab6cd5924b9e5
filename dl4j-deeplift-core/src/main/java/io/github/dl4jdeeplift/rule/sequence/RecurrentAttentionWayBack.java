package io.github.dl4jdeeplift.rule.sequence;

import io.github.dl4jdeeplift.rule.NodeValues;
import io.github.dl4jdeeplift.rule.Ops;
import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.Value;
import io.github.dl4jdeeplift.rule.activation.LogMeanJacobian;
import io.github.dl4jdeeplift.rule.function.Nonlinearity;
import io.github.dl4jdeeplift.rule.mask.MaskedScoresRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * The multipliers inside recurrent attention, from its last step to its first.
 *
 * <p>What a step needs of both passes (means of queries, keys, values and weights, logarithmic
 * means of weights, secants of f) is written down for all steps at once: the states are known.
 */
final class RecurrentAttentionWayBack {
  private final Ops ops;
  private final RecurrentAttentionRule rule;
  private final AttentionWeights attention;
  private final Shape input;
  private final Shape output;
  private final long length;

  RecurrentAttentionWayBack(Ops ops, RecurrentAttentionRule rule, Shape input) {
    this.ops = ops;
    this.rule = rule;
    this.attention = rule.attention();
    this.input = input;
    this.length = input.size(0);
    this.output = new Shape(length, rule.sums().units());
  }

  /** Everything inside in one pass, all steps at once. */
  private record Pass(
      SDVariable queries,
      SDVariable keys,
      SDVariable values,
      SDVariable scores,
      SDVariable weights,
      SDVariable sums) {}

  private Pass pass(NodeValues node, SDVariable x, SDVariable y) {
    Value sequence = new Value(x, input);
    SDVariable keys = attention.split(ops, attention.key().linear(ops, sequence), length);
    SDVariable values = attention.split(ops, attention.value().linear(ops, sequence), length);
    Value before = new Value(Recurrence.before(ops, y, output), output);
    SDVariable queries = rule.queries(ops, before);
    SDVariable scores = rule.scores(ops, queries, keys);
    if (node.inputCount() > 1) {
      Value mask = new Value(node.actual(1), node.inputShape(1));
      scores = scores.add(MaskedScoresRule.ofMask(ops, mask, 3));
    }
    SDVariable weights = attention.ofScores(ops, scores, length, length);
    SDVariable attended = rule.attended(ops, weights, values, length).mul(notFirst());
    SDVariable sums =
        rule.sums().ofInputs(ops, x, input).add(rule.sums().ofStates(ops, attended, output));
    return new Pass(queries, keys, values, scores, weights, sums);
  }

  /** Returns 0 for the first step, which has no state to attend from, and 1 for the others. */
  private SDVariable notFirst() {
    double[] steps = new double[Math.toIntExact(length)];
    Arrays.fill(steps, 1, steps.length, 1);
    return ops.constant(
        org.nd4j.linalg.factory.Nd4j.createFromArray(steps)
            .castTo(ops.dataType())
            .reshape(1, length, 1));
  }

  private static SDVariable mean(SDVariable actual, SDVariable reference) {
    return actual.add(reference).mul(0.5);
  }

  /** What multipliers are multiplied with. */
  private record Factors(
      SDVariable queries,
      SDVariable keys,
      SDVariable values,
      SDVariable weights,
      SDVariable logMeans,
      SDVariable secants) {}

  private Factors factors(NodeValues values) {
    Pass x = pass(values, values.actual(0), values.actualOutput());
    Pass r = pass(values, values.reference(0), values.referenceOutput());
    Nonlinearity.Step step = new Nonlinearity.Step(x.sums, r.sums, x.sums.sub(r.sums));
    return new Factors(
        mean(x.queries, r.queries),
        mean(x.keys, r.keys),
        mean(x.values, r.values),
        mean(x.weights, r.weights),
        jacobian(length).means(ops, x.scores, r.scores),
        rule.activation().secant(ops, step));
  }

  private LogMeanJacobian jacobian(long steps) {
    return new LogMeanJacobian(new Shape(attention.heads(), steps, length), 2);
  }

  /** Returns multipliers of the input from those of the output. */
  SDVariable run(NodeValues values, SDVariable upstream) {
    Factors factors = factors(values);
    List<SDVariable> ofOutputs = Recurrence.steps(ops, upstream, length);
    List<SDVariable> secants = Recurrence.steps(ops, factors.secants, length);
    List<SDVariable> ofSums = new ArrayList<>();
    List<SDVariable> ofHeads = new ArrayList<>();
    List<SDVariable> ofScores = new ArrayList<>();
    SDVariable carried = null;
    for (int step = Math.toIntExact(length) - 1; step >= 0; step--) {
      SDVariable own = ofOutputs.get(step);
      SDVariable all = carried == null ? own : own.add(carried);
      SDVariable ofSum = all.mul(secants.get(step));
      ofSums.add(ofSum);
      SDVariable heads = backToHeads(ofSum);
      SDVariable weights = ops.matrixProduct(heads, false, factors.values, true);
      SDVariable scores = jacobian(1).times(ops, cut(factors.logMeans, step), weights);
      // The first step has no state to attend from.
      ofHeads.add(step == 0 ? heads.mul(0) : heads);
      ofScores.add(step == 0 ? scores.mul(0) : scores);
      carried = backToState(ops.matrixProduct(scores, false, factors.keys, false));
    }
    SDVariable sums = Recurrence.joinedReversed(ops, ofSums);
    return rule.sums()
        .backToInputs(ops, sums, output)
        .add(backToKeys(factors, joined(ofScores)))
        .add(backToValues(factors, joined(ofHeads)));
  }

  /** Takes one step of {@code [batch, heads, steps, keys]}. */
  private SDVariable cut(SDVariable ofSteps, int step) {
    Shape shape = new Shape(attention.heads(), length, length);
    return ops.slice(ofSteps, shape, 1, new Ops.Interval(step, step + 1L, 1));
  }

  private SDVariable backToHeads(SDVariable ofSum) {
    SDVariable attended = rule.sums().backToState(ops, ofSum);
    Shape units = new Shape(rule.sums().units());
    Shape all = new Shape(attention.heads() * attention.size());
    SDVariable joined = attention.output().transpose(ops, new Value(attended, units), all);
    return attention.split(ops, joined, 1);
  }

  private SDVariable backToState(SDVariable ofQuery) {
    SDVariable joined = attention.joined(ops, ofQuery.mul(attention.scale()), 1);
    Shape units = new Shape(1, rule.sums().units());
    Value value = new Value(joined, attention.joinedShape(1));
    return ops.reshape(attention.query().transpose(ops, value, units), units.size(1));
  }

  private SDVariable backToKeys(Factors factors, SDVariable ofScores) {
    SDVariable ofKeys = ops.matrixProduct(ofScores, true, factors.queries, false);
    SDVariable joined = attention.joined(ops, ofKeys.mul(attention.scale()), length);
    Value value = new Value(joined, attention.joinedShape(length));
    return attention.key().transpose(ops, value, input);
  }

  private SDVariable backToValues(Factors factors, SDVariable ofHeads) {
    SDVariable ofValues = ops.matrixProduct(factors.weights, true, ofHeads, false);
    Value value = new Value(attention.joined(ops, ofValues, length), attention.joinedShape(length));
    return attention.value().transpose(ops, value, input);
  }

  private SDVariable joined(List<SDVariable> fromTheLast) {
    List<SDVariable> inOrder = new ArrayList<>(fromTheLast);
    Collections.reverse(inOrder);
    return inOrder.size() == 1
        ? inOrder.get(0)
        : ops.sameDiff().concat(2, inOrder.toArray(SDVariable[]::new));
  }
}

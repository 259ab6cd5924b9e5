package io.github.dl4jdeeplift.rule.activation;

import io.github.dl4jdeeplift.rule.Multipliers;
import io.github.dl4jdeeplift.rule.NodeValues;
import io.github.dl4jdeeplift.rule.Ops;
import io.github.dl4jdeeplift.rule.Parts;
import io.github.dl4jdeeplift.rule.PartwiseRule;
import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.Value;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * log Σ e^z along the last dimension, which keeps size 1.
 *
 * <p>With L the logarithmic means of the probabilities of both passes, δp = L·δ log p and Σδp = 0,
 * and log p = z − logsumexp z, so δ logsumexp = ΣLδz/ΣL exactly: m = L/ΣL.
 */
public final class LogSumExpRule implements PartwiseRule {
  /** Makes the rule. */
  public LogSumExpRule() {}

  @Override
  public Shape outputShape(List<Shape> inputs) {
    return inputs.get(0).with(inputs.get(0).rank() - 1, 1);
  }

  @Override
  public SDVariable forward(Ops ops, List<Value> inputs) {
    Shape shape = inputs.get(0).shape();
    SDVariable logits = inputs.get(0).variable();
    int last = shape.rank() - 1;
    SDVariable largest = ops.maxAlong(logits, shape, last);
    var math = ops.sameDiff().math();
    SDVariable sum = ops.sumAlong(math.exp(logits.sub(largest)), shape, last);
    return math.log(sum).add(largest);
  }

  private static SDVariable shares(Ops ops, NodeValues values) {
    Shape shape = values.inputShape(0);
    int last = shape.rank() - 1;
    SDVariable means =
        values.once(
            "means",
            () ->
                new LogMeanJacobian(shape, last).means(ops, values.actual(0), values.reference(0)));
    return values.once("shares", () -> means.div(ops.sumAlong(means, shape, last)));
  }

  @Override
  public Parts parts(Ops ops, NodeValues values) {
    Shape shape = values.inputShape(0);
    return values
        .parts(0)
        .map(part -> ops.sumAlong(part.mul(shares(ops, values)), shape, shape.rank() - 1));
  }

  @Override
  public List<Multipliers> backward(Ops ops, NodeValues values, Multipliers upstream) {
    return List.of(upstream.map(each -> each.mul(shares(ops, values))));
  }

  @Override
  public String description() {
    return "logsumexp, log-mean weights";
  }
}

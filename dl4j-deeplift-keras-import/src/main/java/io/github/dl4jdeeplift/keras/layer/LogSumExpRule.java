package io.github.dl4jdeeplift.keras.layer;

import io.github.dl4jdeeplift.rule.Multipliers;
import io.github.dl4jdeeplift.rule.NodeValues;
import io.github.dl4jdeeplift.rule.Ops;
import io.github.dl4jdeeplift.rule.Rule;
import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.Value;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * ln Σ e^z along the last dimension, which keeps size 1.
 *
 * <p>With p = e^z/Σe^z and L the logarithmic means of p in both passes, δp = L·δ(ln p), and Σδp =
 * 0; ln p = z − lse, so δlse = ΣLδz/ΣL exactly: m = L/ΣL.
 */
final class LogSumExpRule implements Rule {
  @Override
  public Shape outputShape(List<Shape> inputs) {
    return inputs.get(0).with(inputs.get(0).rank() - 1, 1);
  }

  @Override
  public SDVariable forward(Ops ops, List<Value> inputs) {
    return logSum(ops, inputs.get(0).variable(), inputs.get(0).shape());
  }

  private static SDVariable logSum(Ops ops, SDVariable z, Shape shape) {
    int last = shape.rank() - 1;
    SDVariable largest = ops.maxAlong(z, shape, last);
    var math = ops.sameDiff().math();
    return math.log(ops.sumAlong(math.exp(z.sub(largest)), shape, last)).add(largest);
  }

  @Override
  public List<Multipliers> backward(Ops ops, NodeValues values, Multipliers upstream) {
    Shape shape = values.inputShape(0);
    SDVariable actual = values.actual(0).sub(logSum(ops, values.actual(0), shape));
    SDVariable reference = values.reference(0).sub(logSum(ops, values.reference(0), shape));
    SDVariable mean = Secants.exponential(ops, actual, reference);
    SDVariable shares = mean.div(ops.sumAlong(mean, shape, shape.rank() - 1));
    return List.of(upstream.map(each -> each.mul(shares)));
  }

  @Override
  public String description() {
    return "logsumexp, log-mean weights";
  }
}

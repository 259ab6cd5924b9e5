package io.github.dl4jdeeplift.rule;

import java.util.List;
import java.util.Optional;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * Softmax over the last dimension, by its log-mean Jacobian.
 *
 * <p>With p and q the probabilities of the example and the reference, L = (p − q)/(ln p − ln q) is
 * their logarithmic mean, L = p where they are equal, and δp = (diag(L) − L Lᵀ/ΣL) δz exactly, so
 * the multipliers are that symmetric matrix times those of the output. The papers attribute to
 * logits instead (section 2.5); this serves a softmax inside a network and probability targets.
 */
public final class SoftmaxRule implements PartwiseRule {
  /** Below this log-probability e^z is 0 in the data type: the mean is 0 there as well. */
  private static final double FLOOR = -1e30;

  /** Makes the rule. */
  public SoftmaxRule() {}

  @Override
  public Shape outputShape(List<Shape> inputs) {
    return inputs.get(0);
  }

  @Override
  public SDVariable forward(Ops ops, List<Value> inputs) {
    return ops.sameDiff().nn().softmax(inputs.get(0).variable(), -1);
  }

  private static SDVariable mean(Ops ops, NodeValues values) {
    Shape shape = values.outputShape();
    return values.once(
        "mean",
        () ->
            Exponentials.exponentialSecant(
                ops,
                logProbabilities(ops, values.actual(0), shape),
                logProbabilities(ops, values.reference(0), shape)));
  }

  /** The matrix is its own transpose, so it carries parts as it carries multipliers. */
  private static SDVariable jacobian(Ops ops, NodeValues values, SDVariable vector) {
    Shape shape = values.outputShape();
    int last = shape.rank() - 1;
    SDVariable mean = mean(ops, values);
    SDVariable average =
        ops.sumAlong(mean.mul(vector), shape, last).div(ops.sumAlong(mean, shape, last));
    return mean.mul(vector.sub(average));
  }

  @Override
  public Parts parts(Ops ops, NodeValues values) {
    return values.parts(0).map(part -> jacobian(ops, values, part));
  }

  @Override
  public List<Multipliers> backward(Ops ops, NodeValues values, Multipliers upstream) {
    return List.of(upstream.map(each -> jacobian(ops, values, each)));
  }

  @Override
  public Optional<Rule> meanNormalized() {
    return Optional.of(new CenteringRule());
  }

  private static SDVariable logProbabilities(Ops ops, SDVariable logits, Shape shape) {
    int last = shape.rank() - 1;
    SDVariable shifted = logits.sub(ops.maxAlong(logits, shape, last));
    SDVariable bounded = ops.atLeastBound(shifted, FLOOR);
    var math = ops.sameDiff().math();
    return bounded.sub(math.log(ops.sumAlong(math.exp(bounded), shape, last)));
  }

  @Override
  public boolean givesProbabilities() {
    return true;
  }

  @Override
  public String description() {
    return "softmax, log-mean Jacobian";
  }
}

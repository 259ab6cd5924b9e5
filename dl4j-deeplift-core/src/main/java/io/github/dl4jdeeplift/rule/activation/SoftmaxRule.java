package io.github.dl4jdeeplift.rule.activation;

import io.github.dl4jdeeplift.rule.Multipliers;
import io.github.dl4jdeeplift.rule.NodeValues;
import io.github.dl4jdeeplift.rule.Ops;
import io.github.dl4jdeeplift.rule.Parts;
import io.github.dl4jdeeplift.rule.PartwiseRule;
import io.github.dl4jdeeplift.rule.Rule;
import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.Value;
import java.util.List;
import java.util.Optional;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * Softmax over one dimension, by its log-mean Jacobian.
 *
 * <p>With p and q the probabilities of the example and the reference, L = (p − q)/(ln p − ln q) is
 * their logarithmic mean, L = p where they are equal, and δp = (diag(L) − L Lᵀ/ΣL) δz exactly, so
 * the multipliers are that symmetric matrix times those of the output. The papers attribute to
 * logits instead (section 2.5); this serves a softmax inside a network and probability targets.
 */
public final class SoftmaxRule implements PartwiseRule {
  private final int batchAxis;

  /** Makes the rule of softmax over the last dimension. */
  public SoftmaxRule() {
    this(-1);
  }

  /**
   * Makes the rule of softmax over a dimension.
   *
   * @param axis the dimension, counted with the batch as 0; negative counts from the end
   */
  public SoftmaxRule(int axis) {
    this.batchAxis = axis;
  }

  private int axis(Shape shape) {
    return batchAxis < 0 ? batchAxis + shape.rank() : batchAxis - 1;
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    Shape shape = inputs.get(0);
    if (axis(shape) < 0 || axis(shape) >= shape.rank()) {
      throw new IllegalArgumentException(
          "takes arrays with dimension " + batchAxis + " of the batch, not " + shape);
    }
    return shape;
  }

  @Override
  public SDVariable forward(Ops ops, List<Value> inputs) {
    Shape shape = inputs.get(0).shape();
    return ops.softmaxAlong(inputs.get(0).variable(), shape, axis(shape));
  }

  /** The matrix is its own transpose, so it carries parts as it carries multipliers. */
  private SDVariable jacobian(Ops ops, NodeValues values, SDVariable vector) {
    Shape shape = values.outputShape();
    LogMeanJacobian jacobian = new LogMeanJacobian(shape, axis(shape));
    SDVariable means =
        values.once("means", () -> jacobian.means(ops, values.actual(0), values.reference(0)));
    return jacobian.times(ops, means, vector);
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
    return batchAxis == -1 ? Optional.of(new CenteringRule()) : Optional.empty();
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

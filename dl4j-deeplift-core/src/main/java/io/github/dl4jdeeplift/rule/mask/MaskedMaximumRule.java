package io.github.dl4jdeeplift.rule.mask;

import io.github.dl4jdeeplift.rule.Multipliers;
import io.github.dl4jdeeplift.rule.NodeValues;
import io.github.dl4jdeeplift.rule.Ops;
import io.github.dl4jdeeplift.rule.Parts;
import io.github.dl4jdeeplift.rule.PartwiseRule;
import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.Trace;
import io.github.dl4jdeeplift.rule.Value;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * A sequence {@code [batch, channels, time]} or an image {@code [batch, channels, height, width]}
 * whose masked steps or cells cannot win a maximum: they hold the lowest number; m = 1 for the
 * others.
 */
public final class MaskedMaximumRule implements PartwiseRule {
  private final MaskedRule masked = MaskedRule.product(1);

  /** Makes the rule. */
  public MaskedMaximumRule() {}

  @Override
  public Shape outputShape(List<Shape> inputs) {
    return masked.outputShape(inputs);
  }

  @Override
  public SDVariable forward(Ops ops, List<Value> inputs) {
    double lowest = ops.dataType() == DataType.DOUBLE ? -Double.MAX_VALUE : -Float.MAX_VALUE;
    Value given = inputs.get(1);
    SDVariable mask =
        ops.reshape(given.variable(), masked.sizes(given.shape(), inputs.get(0).shape()));
    return masked.forward(ops, inputs).add(ops.not(mask).mul(lowest));
  }

  @Override
  public Parts parts(Ops ops, NodeValues values) {
    return masked.parts(ops, values);
  }

  @Override
  public List<Multipliers> backward(Ops ops, NodeValues values, Multipliers upstream) {
    return masked.backward(ops, values, upstream);
  }

  @Override
  public Trace trace() {
    return Trace.PASSES;
  }

  /** For a given mask, which both passes share. */
  @Override
  public boolean isLinear() {
    return true;
  }

  @Override
  public String description() {
    return "masked";
  }
}

package io.github.dl4jdeeplift.rule.shape;

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
import org.nd4j.linalg.factory.Nd4j;

/**
 * A vector at each step of a sequence as long as another input; m = 1, so that the vector gets the
 * sum over steps.
 *
 * <p>Shapes: {@code [batch, channels]} with {@code [batch, any, time]}, of which the length alone
 * is read, to {@code [batch, channels, time]}.
 */
public final class RepeatOverTimeRule implements PartwiseRule {
  /** Makes the rule. */
  public RepeatOverTimeRule() {}

  @Override
  public Shape outputShape(List<Shape> inputs) {
    if (inputs.get(0).rank() != 1 || inputs.get(1).rank() != 2) {
      throw new IllegalArgumentException(
          "repeats a vector over a sequence's time, not "
              + inputs.get(0)
              + " over "
              + inputs.get(1));
    }
    return new Shape(inputs.get(0).size(0), inputs.get(1).size(1));
  }

  private static SDVariable repeated(Ops ops, SDVariable vector, Shape output) {
    SDVariable steps = ops.constant(Nd4j.ones(ops.dataType(), new long[] {1, 1, output.size(1)}));
    return ops.reshape(vector, output.size(0), 1).mul(steps);
  }

  @Override
  public SDVariable forward(Ops ops, List<Value> inputs) {
    Shape output = outputShape(inputs.stream().map(Value::shape).toList());
    return repeated(ops, inputs.get(0).variable(), output);
  }

  @Override
  public Parts parts(Ops ops, NodeValues values) {
    return values.parts(0).map(part -> repeated(ops, part, values.outputShape()));
  }

  @Override
  public List<Multipliers> backward(Ops ops, NodeValues values, Multipliers upstream) {
    Shape output = values.outputShape();
    return List.of(
        upstream.map(each -> ops.reshape(ops.sumAlong(each, output, 1), output.size(0))));
  }

  @Override
  public boolean isLinear() {
    return true;
  }

  @Override
  public Trace trace() {
    return Trace.PASSES;
  }

  @Override
  public String description() {
    return "repeated over time";
  }
}

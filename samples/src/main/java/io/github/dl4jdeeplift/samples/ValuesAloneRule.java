package io.github.dl4jdeeplift.samples;

import io.github.dl4jdeeplift.rule.Multipliers;
import io.github.dl4jdeeplift.rule.NodeValues;
import io.github.dl4jdeeplift.rule.Ops;
import io.github.dl4jdeeplift.rule.Rule;
import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.Value;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * A rule for {@link GatedUnits} that gives all credit to the values: with v a value, o the output,
 * m = δo/δv for the value and 0 for its gate.
 *
 * <p>Sums to the output's difference wherever δv is not 0.
 */
final class ValuesAloneRule implements Rule {
  private static final int N = GatedUnits.VALUES;

  @Override
  public Shape outputShape(List<Shape> inputs) {
    return new Shape(N);
  }

  private static SDVariable half(Ops ops, SDVariable input, long begin) {
    return ops.slice(input, new Shape(2L * N), 0, new Ops.Interval(begin, begin + N, 1));
  }

  private static SDVariable output(Ops ops, SDVariable input) {
    return half(ops, input, 0).mul(ops.sameDiff().nn().sigmoid(half(ops, input, N)));
  }

  @Override
  public SDVariable forward(Ops ops, List<Value> inputs) {
    return output(ops, inputs.get(0).variable());
  }

  @Override
  public List<Multipliers> backward(Ops ops, NodeValues values, Multipliers upstream) {
    SDVariable difference = output(ops, values.actual(0)).sub(output(ops, values.reference(0)));
    SDVariable step = half(ops, values.difference(0), 0);
    SDVariable secant = ops.divideOrElse(difference, step, difference.mul(0));
    return List.of(
        upstream.map(each -> ops.pad(each.mul(secant), new long[] {0}, new long[] {N}, 0)));
  }

  @Override
  public String description() {
    return "gated units, values alone";
  }
}

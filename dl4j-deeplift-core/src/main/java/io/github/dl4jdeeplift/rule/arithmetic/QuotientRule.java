package io.github.dl4jdeeplift.rule.arithmetic;

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

/**
 * The first input over the second, y = a/b: the product rule (section 2.3.5, equation 18) of y·b =
 * a, solved for y. δy = (δa − ȳ·δb)/b̄, where bars are means over both passes, so m_a = 1/b̄ and
 * m_b = −ȳ/b̄; where both passes are equal these are the derivatives.
 *
 * <p>A divisor that is small in one pass alone, such as the length of a reference of zeros, leaves
 * them of the size that they have in the other, while the product of a and 1/b would make both
 * multipliers grow without bound and cancel. Divisors must not be negative. An input of size 1 in a
 * dimension is repeated along it.
 */
public final class QuotientRule implements PartwiseRule {
  /** Makes the rule. */
  public QuotientRule() {}

  @Override
  public Shape outputShape(List<Shape> inputs) {
    return Broadcasting.common(inputs);
  }

  @Override
  public SDVariable forward(Ops ops, List<Value> inputs) {
    return inputs.get(0).variable().div(inputs.get(1).variable());
  }

  private static SDVariable mean(SDVariable actual, SDVariable reference) {
    return actual.add(reference).mul(0.5);
  }

  private static SDVariable inverse(NodeValues values) {
    return values.once("inverse", () -> mean(values.actual(1), values.reference(1)).rdiv(1));
  }

  private static SDVariable output(NodeValues values) {
    return values.once(
        "output",
        () ->
            mean(
                values.actual(0).div(values.actual(1)),
                values.reference(0).div(values.reference(1))));
  }

  @Override
  public Parts parts(Ops ops, NodeValues values) {
    SDVariable inverse = inverse(values);
    SDVariable ofDivisor = output(values).mul(inverse).neg();
    return values
        .parts(0)
        .map(part -> part.mul(inverse))
        .plus(values.parts(1).map(part -> part.mul(ofDivisor)));
  }

  @Override
  public List<Multipliers> backward(Ops ops, NodeValues values, Multipliers upstream) {
    Multipliers ofDividend = upstream.map(each -> each.mul(inverse(values)));
    Multipliers ofDivisor = ofDividend.map(each -> each.mul(output(values)).neg());
    return List.of(
        Broadcasting.reduced(ofDividend, values, 0), Broadcasting.reduced(ofDivisor, values, 1));
  }

  @Override
  public Trace trace() {
    return Trace.PASSES;
  }

  @Override
  public String description() {
    return "quotient";
  }
}

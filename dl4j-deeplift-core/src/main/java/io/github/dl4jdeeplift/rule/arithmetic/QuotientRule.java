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
 * The first input over the second, y = a/b: the product (section 2.3.5, equation 18) of a and the
 * power 1/b by its secant, m_a = mean 1/b = b̄/(b₁b₀), m_b = −ā/(b₁b₀) = −m_a·ā/b̄, where bars are
 * means over both passes.
 *
 * <p>Both grow without bound and cancel where a divisor goes to 0 in one pass alone, such as the
 * length of a reference of zeros. Where one divisor is less than a thousandth of the other it is
 * the product of y and b that is solved for y, δy = (δa − ȳ·δb)/b̄: m_a = 1/b̄, m_b = −ȳ/b̄. Where
 * both passes are equal both forms are the derivatives. Divisors must not be negative. An input of
 * size 1 in a dimension is repeated along it.
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

  private static Divisors divisors(Ops ops, NodeValues values) {
    return Divisors.of(ops, values.actual(1), values.reference(1));
  }

  /** Writes down m_a. */
  private static SDVariable inverse(Ops ops, NodeValues values) {
    return values.once("inverse", () -> divisors(ops, values).inverse());
  }

  /** Writes down −m_b/m_a. */
  private static SDVariable output(Ops ops, NodeValues values) {
    return values.once(
        "output",
        () -> {
          SDVariable actual = values.actual(0);
          SDVariable reference = values.reference(0);
          SDVariable mean = mean(actual.div(values.actual(1)), reference.div(values.reference(1)));
          return divisors(ops, values).meanOutput(mean(actual, reference), mean);
        });
  }

  @Override
  public Parts parts(Ops ops, NodeValues values) {
    SDVariable inverse = inverse(ops, values);
    SDVariable ofDivisor = output(ops, values).mul(inverse).neg();
    return values
        .parts(0)
        .map(part -> part.mul(inverse))
        .plus(values.parts(1).map(part -> part.mul(ofDivisor)));
  }

  @Override
  public List<Multipliers> backward(Ops ops, NodeValues values, Multipliers upstream) {
    Multipliers ofDividend = upstream.map(each -> each.mul(inverse(ops, values)));
    Multipliers ofDivisor = ofDividend.map(each -> each.mul(output(ops, values)).neg());
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

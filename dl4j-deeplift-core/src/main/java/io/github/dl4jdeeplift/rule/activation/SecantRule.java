package io.github.dl4jdeeplift.rule.activation;

import io.github.dl4jdeeplift.rule.Multipliers;
import io.github.dl4jdeeplift.rule.NodeValues;
import io.github.dl4jdeeplift.rule.Ops;
import io.github.dl4jdeeplift.rule.Parts;
import io.github.dl4jdeeplift.rule.PartwiseRule;
import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.Trace;
import io.github.dl4jdeeplift.rule.Value;
import io.github.dl4jdeeplift.rule.function.Nonlinearity;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * A function of one number inside a layer that is no activation function, such as a square or a
 * root inside a norm: m = δy/δx, the secant, and the derivative where δx is 0 (section 2.3.4,
 * equation 15). Both parts of a difference have this one multiplier, and no choice of rule for
 * nonlinearities changes that: halfway along its parts a sum of squares may be negative.
 *
 * <p>Any shape, which is kept.
 */
public final class SecantRule implements PartwiseRule {
  private final Nonlinearity function;

  /**
   * Makes the rule.
   *
   * @param function the function
   */
  public SecantRule(Nonlinearity function) {
    this.function = function;
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    return inputs.get(0);
  }

  @Override
  public SDVariable forward(Ops ops, List<Value> inputs) {
    return function.value(ops, inputs.get(0).variable());
  }

  private SDVariable secant(Ops ops, NodeValues values) {
    return values.once(
        "secant",
        () ->
            function.secant(
                ops,
                new Nonlinearity.Step(
                    values.actual(0), values.reference(0), values.difference(0))));
  }

  @Override
  public Parts parts(Ops ops, NodeValues values) {
    return values.parts(0).map(part -> part.mul(secant(ops, values)));
  }

  @Override
  public List<Multipliers> backward(Ops ops, NodeValues values, Multipliers upstream) {
    return List.of(upstream.map(multiplier -> multiplier.mul(secant(ops, values))));
  }

  @Override
  public Trace trace() {
    return Trace.PASSES;
  }

  @Override
  public String description() {
    return "secant of " + function.name();
  }
}

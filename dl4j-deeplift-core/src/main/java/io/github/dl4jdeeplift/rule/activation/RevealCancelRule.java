package io.github.dl4jdeeplift.rule.activation;

import io.github.dl4jdeeplift.rule.Multipliers;
import io.github.dl4jdeeplift.rule.NodeValues;
import io.github.dl4jdeeplift.rule.Ops;
import io.github.dl4jdeeplift.rule.Parts;
import io.github.dl4jdeeplift.rule.PartwiseRule;
import io.github.dl4jdeeplift.rule.function.Nonlinearity;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * The RevealCancel rule for a function of one number (2017 paper, section 3.5.3): the positive part
 * P and the negative part N of the input's difference are added to the reference's value z in both
 * orders, and the mean of what each changes is its part of the output's difference.
 *
 * <p>With S(a, s) the secant of the function from a by the step s: m⁺ = ½[S(z, P) + S(z + N, P)],
 * m⁻ = ½[S(z, N) + S(z + P, N)]. A part that is 0 has the limit, since S(a, 0) is the derivative at
 * a; the authors' program adds 1e-7 to it instead, and divides. P·m⁺ + N·m⁻ is the output's
 * difference exactly.
 */
public final class RevealCancelRule implements NonlinearityNode, PartwiseRule {
  private final Nonlinearity nonlinearity;

  /**
   * Makes the rule.
   *
   * @param nonlinearity the function
   */
  public RevealCancelRule(Nonlinearity nonlinearity) {
    this.nonlinearity = nonlinearity;
  }

  @Override
  public Nonlinearity nonlinearity() {
    return nonlinearity;
  }

  @Override
  public Parts parts(Ops ops, NodeValues values) {
    Multipliers own = own(ops, values);
    Parts parts = values.parts(0);
    return new Parts(parts.positive().mul(own.positive()), parts.negative().mul(own.negative()));
  }

  @Override
  public List<Multipliers> backward(Ops ops, NodeValues values, Multipliers upstream) {
    Multipliers own = own(ops, values);
    return List.of(
        new Multipliers(
            upstream.positive().mul(own.positive()), upstream.negative().mul(own.negative())));
  }

  private Multipliers own(Ops ops, NodeValues values) {
    SDVariable[] negative = new SDVariable[1];
    SDVariable positive =
        values.once(
            "positive",
            () -> {
              Multipliers made = meanSecants(ops, values);
              negative[0] = made.negative();
              return made.positive();
            });
    return new Multipliers(positive, values.once("negative", () -> negative[0]));
  }

  private Multipliers meanSecants(Ops ops, NodeValues values) {
    Nonlinearity.Step step =
        new Nonlinearity.Step(values.actual(0), values.reference(0), values.difference(0));
    return nonlinearity.meanSecants(ops, step, values.parts(0));
  }

  @Override
  public String description() {
    return "RevealCancel of " + nonlinearity.name();
  }
}

package io.github.dl4jdeeplift.rule.activation;

import io.github.dl4jdeeplift.rule.Multipliers;
import io.github.dl4jdeeplift.rule.NodeValues;
import io.github.dl4jdeeplift.rule.Ops;
import io.github.dl4jdeeplift.rule.Parts;
import io.github.dl4jdeeplift.rule.PartwiseRule;
import io.github.dl4jdeeplift.rule.Rule;
import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.Trace;
import io.github.dl4jdeeplift.rule.Value;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * The derivative at the input in place of a rule's own multiplier: gradient × input, and for maxima
 * the gradient at the input's maximum, as in the authors' program.
 *
 * <p>A rule's multiplier is the derivative where the reference is the input itself, so it is asked
 * about that pair. Contributions do not sum to the output's difference.
 */
public final class GradientRule implements PartwiseRule {
  private final Rule rule;
  private final String description;

  /**
   * Makes the rule.
   *
   * @param rule the rule whose function it is
   */
  public GradientRule(Rule rule) {
    this(
        rule,
        "gradient of "
            + (rule instanceof NonlinearityNode node
                ? node.nonlinearity().name()
                : rule.description()));
  }

  /**
   * Makes the rule under another description than that of the rule.
   *
   * @param rule the rule whose function it is
   * @param description what it does, as reports print it
   */
  public GradientRule(Rule rule, String description) {
    this.rule = rule;
    this.description = description;
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    return rule.outputShape(inputs);
  }

  @Override
  public SDVariable forward(Ops ops, List<Value> inputs) {
    return rule.forward(ops, inputs);
  }

  /** The rule's own, of the pair as it is: they sum to the output's difference. */
  @Override
  public Parts parts(Ops ops, NodeValues values) {
    return rule instanceof PartwiseRule partwise
        ? partwise.parts(ops, values)
        : Parts.bySign(ops, values.outputDifference());
  }

  @Override
  public List<Multipliers> backward(Ops ops, NodeValues values, Multipliers upstream) {
    Multipliers taken =
        rule instanceof PartwiseRule || upstream.areShared()
            ? upstream
            : Multipliers.shared(PartwiseRule.bySign(ops, upstream, values.outputDifference()));
    return rule.backward(ops, new AtInput(values), taken);
  }

  @Override
  public boolean isAdditive() {
    return false;
  }

  @Override
  public boolean givesProbabilities() {
    return rule.givesProbabilities();
  }

  @Override
  public Optional<Rule> meanNormalized() {
    return rule.meanNormalized();
  }

  @Override
  public Trace trace() {
    return rule.trace();
  }

  @Override
  public String description() {
    return description;
  }

  /** The pair of the input and itself. */
  private record AtInput(NodeValues values) implements NodeValues {
    @Override
    public Shape inputShape(int index) {
      return values.inputShape(index);
    }

    @Override
    public int inputCount() {
      return values.inputCount();
    }

    @Override
    public Shape outputShape() {
      return values.outputShape();
    }

    @Override
    public SDVariable actual(int index) {
      return values.actual(index);
    }

    @Override
    public SDVariable reference(int index) {
      return values.actual(index);
    }

    @Override
    public SDVariable difference(int index) {
      return values.once("none" + index, () -> values.actual(index).mul(0));
    }

    @Override
    public SDVariable actualOutput() {
      return values.actualOutput();
    }

    @Override
    public SDVariable referenceOutput() {
      return values.actualOutput();
    }

    @Override
    public SDVariable outputDifference() {
      return values.outputDifference();
    }

    @Override
    public Parts parts(int index) {
      return values.parts(index);
    }

    @Override
    public SDVariable once(String what, Supplier<SDVariable> make) {
      return values.once("at input, " + what, make);
    }
  }
}

package io.github.dl4jdeeplift.rule.window;

import io.github.dl4jdeeplift.rule.Rule;
import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.activation.NonlinearityNode;
import io.github.dl4jdeeplift.rule.arithmetic.AddRule;
import io.github.dl4jdeeplift.rule.function.Prelu;
import io.github.dl4jdeeplift.rule.shape.IdentityRule;
import java.util.List;
import java.util.Optional;

/**
 * Which rules work on data whose channels come last as well as on data whose channels come first.
 * Channels last is several times faster on ND4J.
 */
public final class ChannelOrder {
  private ChannelOrder() {}

  /**
   * Returns the rule that does the same where channels come last.
   *
   * @param rule a rule of data whose channels come first
   * @return the rule; empty where it is none of such data, or has no twin
   */
  public static Optional<Rule> channelsLast(Rule rule) {
    if (rule instanceof ConvolutionRule convolution) {
      return convolution.channelsLast();
    }
    if (rule instanceof CrossMaxRule maximum) {
      return maximum.pooling().channelsLast().map(CrossMaxRule::new);
    }
    return rule instanceof AveragePoolingRule average ? average.channelsLast() : Optional.empty();
  }

  /**
   * Tells whether a rule works number by number, so that the order of dimensions is of no account.
   *
   * @param rule the rule
   * @param inputs shapes of its inputs, the batch left out
   */
  public static boolean isIndifferent(Rule rule, List<Shape> inputs) {
    if (rule instanceof NonlinearityNode node) {
      return !(node.nonlinearity() instanceof Prelu);
    }
    boolean alike = inputs.stream().allMatch(inputs.get(0)::equals);
    return rule instanceof IdentityRule || (rule instanceof AddRule && alike);
  }
}

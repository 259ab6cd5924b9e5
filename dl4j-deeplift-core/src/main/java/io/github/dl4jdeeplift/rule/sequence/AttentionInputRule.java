package io.github.dl4jdeeplift.rule.sequence;

import io.github.dl4jdeeplift.rule.LinearRule;
import io.github.dl4jdeeplift.rule.Ops;
import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.Value;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * A sequence as it enters attention, {@code [batch, channels, time] -> [batch, time, channels]}; m
 * = 1.
 */
final class AttentionInputRule extends LinearRule {
  private final long channels;

  /**
   * Makes the rule.
   *
   * @param channels number of channels that the layer was made for
   */
  AttentionInputRule(long channels) {
    this.channels = channels;
  }

  @Override
  public Shape outputShape(Shape input) {
    if (input.rank() != 2 || input.size(0) != channels) {
      throw new IllegalArgumentException(
          "takes sequences ["
              + channels
              + " channels, time], not "
              + input
              + ": Deeplearning4j 1.0.0-M2.1's attention knows channels-first (NCW) data alone; give"
              + " the layers in front of it RNNFormat.NCW");
    }
    return new Shape(input.size(1), input.size(0));
  }

  @Override
  public SDVariable linear(Ops ops, Value input) {
    return ops.permute(input.variable(), 0, 2, 1);
  }

  @Override
  public SDVariable transpose(Ops ops, Value output, Shape input) {
    return ops.permute(output.variable(), 0, 2, 1);
  }

  @Override
  public String description() {
    return "permute";
  }
}

package io.github.dl4jdeeplift.rule.shape;

import io.github.dl4jdeeplift.rule.LinearRule;
import io.github.dl4jdeeplift.rule.Ops;
import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.Value;
import java.util.function.UnaryOperator;
import org.nd4j.autodiff.samediff.SDVariable;

/** The same numbers in C order under another shape: flatten, reshape and format changes; m = 1. */
public final class ReshapeRule extends LinearRule {
  private final UnaryOperator<Shape> reshaped;

  /**
   * Makes the rule.
   *
   * @param reshaped the output's shape for an input's shape, the batch left out
   */
  public ReshapeRule(UnaryOperator<Shape> reshaped) {
    this.reshaped = reshaped;
  }

  /** Returns the rule that makes one row of each example. */
  public static ReshapeRule flatten() {
    return new ReshapeRule(shape -> new Shape(shape.length()));
  }

  @Override
  public Shape outputShape(Shape input) {
    Shape output = reshaped.apply(input);
    if (output.length() != input.length()) {
      throw new IllegalArgumentException(
          "cannot give " + input + " (" + input.length() + " numbers) the shape " + output);
    }
    return output;
  }

  @Override
  public SDVariable linear(Ops ops, Value input) {
    return ops.reshape(input.variable(), reshaped.apply(input.shape()).dimensions());
  }

  @Override
  public SDVariable transpose(Ops ops, Value output, Shape input) {
    return ops.reshape(output.variable(), input.dimensions());
  }

  @Override
  public boolean movesNumbersOnly() {
    return true;
  }

  @Override
  public String description() {
    return "reshape";
  }
}

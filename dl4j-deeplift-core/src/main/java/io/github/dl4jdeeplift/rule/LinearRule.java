package io.github.dl4jdeeplift.rule;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * The linear rule: m = w for any affine map (section 2.3.1), applied to a whole layer as the
 * transpose of its map.
 *
 * <p>A subclass states a map of one input and the map's transpose; constants such as a bias belong
 * to the forward pass alone, for they cancel in every difference (equation 9).
 */
public abstract class LinearRule implements Rule {
  /** Made by subclasses. */
  protected LinearRule() {}

  /**
   * Returns the shape of the output.
   *
   * @param input shape of the input, the batch left out
   */
  protected abstract Shape outputShape(Shape input);

  /**
   * Writes down the affine map.
   *
   * @param ops operations of the program
   * @param input the input, {@code [batch, shape...]}
   * @return the output
   */
  protected abstract SDVariable apply(Ops ops, Value input);

  /**
   * Writes down the transpose of the map's linear part.
   *
   * @param ops operations of the program
   * @param output multipliers of the output, {@code [batch, shape...]}
   * @param input shape of the input
   * @return multipliers of the input
   */
  protected abstract SDVariable transpose(Ops ops, Value output, Shape input);

  @Override
  public final Shape outputShape(List<Shape> inputs) {
    return outputShape(inputs.get(0));
  }

  @Override
  public final SDVariable forward(Ops ops, List<Value> inputs) {
    return apply(ops, inputs.get(0));
  }

  @Override
  public final List<Multipliers> backward(Ops ops, NodeValues values, Multipliers upstream) {
    Value output = new Value(upstream.positive(), values.outputShape());
    return List.of(Multipliers.shared(transpose(ops, output, values.inputShape(0))));
  }

  @Override
  public String description() {
    return "linear";
  }
}

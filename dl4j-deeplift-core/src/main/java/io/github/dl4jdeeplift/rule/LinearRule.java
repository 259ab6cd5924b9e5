package io.github.dl4jdeeplift.rule;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * The linear rule: m = w for any affine map (section 2.3.1), applied to a whole layer as the
 * transpose of its map.
 *
 * <p>A subclass states a map of one input and the map's transpose; constants such as a bias belong
 * to the forward pass alone, for they cancel in every difference (equation 9). As it stands the
 * class is for maps without negative weights, which carry each part of a difference for itself.
 */
public abstract class LinearRule implements PartwiseRule {
  /** Made by subclasses. */
  protected LinearRule() {}

  /**
   * Returns the shape of the output.
   *
   * @param input shape of the input, the batch left out
   */
  public abstract Shape outputShape(Shape input);

  /**
   * Writes down the map's linear part.
   *
   * @param ops operations of the program
   * @param input the input, {@code [batch, shape...]}
   * @return the output but for constants
   */
  public abstract SDVariable linear(Ops ops, Value input);

  /**
   * Writes down the transpose of the map's linear part.
   *
   * @param ops operations of the program
   * @param output multipliers of the output, {@code [batch, shape...]}
   * @param input shape of the input
   * @return multipliers of the input
   */
  public abstract SDVariable transpose(Ops ops, Value output, Shape input);

  /**
   * Writes down the affine map: the linear part, unless a subclass adds constants.
   *
   * @param ops operations of the program
   * @param input the input, {@code [batch, shape...]}
   * @return the output
   */
  public SDVariable apply(Ops ops, Value input) {
    return linear(ops, input);
  }

  @Override
  public final Shape outputShape(List<Shape> inputs) {
    return outputShape(inputs.get(0));
  }

  @Override
  public final SDVariable forward(Ops ops, List<Value> inputs) {
    return apply(ops, inputs.get(0));
  }

  @Override
  public Parts parts(Ops ops, NodeValues values) {
    return values.parts(0).map(part -> linear(ops, new Value(part, values.inputShape(0))));
  }

  @Override
  public List<Multipliers> backward(Ops ops, NodeValues values, Multipliers upstream) {
    return List.of(upstream.map(multiplier -> transpose(ops, values, multiplier)));
  }

  /**
   * Writes down the transpose at a node.
   *
   * @param ops operations of the program
   * @param values the node's shapes
   * @param multiplier multipliers of the output
   */
  protected final SDVariable transpose(Ops ops, NodeValues values, SDVariable multiplier) {
    return transpose(ops, new Value(multiplier, values.outputShape()), values.inputShape(0));
  }

  @Override
  public boolean isLinear() {
    return true;
  }

  @Override
  public Trace trace() {
    return Trace.PASSES;
  }

  @Override
  public String description() {
    return "linear";
  }
}

package io.github.dl4jdeeplift.rule.window;

import io.github.dl4jdeeplift.rule.Multipliers;
import io.github.dl4jdeeplift.rule.NodeValues;
import io.github.dl4jdeeplift.rule.Ops;
import io.github.dl4jdeeplift.rule.Rule;
import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.Value;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * The mask of a layer that slides windows over a sequence: a step of its output stays where its
 * window holds an unmasked step. Masks get no multipliers.
 *
 * <p>Shapes: {@code [batch, time] -> [batch, windows]}.
 */
public final class MaskWindowsRule implements Rule {
  private final CrossMaxRule maximum;

  /**
   * Makes the rule.
   *
   * @param geometry the layer's windows, along time alone
   */
  public MaskWindowsRule(WindowGeometry geometry) {
    this.maximum = new CrossMaxRule(Pooling.local(geometry, false));
  }

  private static Shape oneChannel(Shape mask) {
    return new Shape(1, mask.size(0));
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    return new Shape(maximum.outputShape(List.of(oneChannel(inputs.get(0)))).size(1));
  }

  @Override
  public SDVariable forward(Ops ops, List<Value> inputs) {
    Shape shape = oneChannel(inputs.get(0).shape());
    SDVariable sequence = ops.reshape(inputs.get(0).variable(), shape.dimensions());
    SDVariable windows = maximum.forward(ops, List.of(new Value(sequence, shape)));
    return ops.reshape(windows, outputShape(List.of(inputs.get(0).shape())).dimensions());
  }

  @Override
  public List<Multipliers> backward(Ops ops, NodeValues values, Multipliers upstream) {
    return List.of();
  }

  /** For a given mask, which both passes share. */
  @Override
  public boolean isLinear() {
    return true;
  }

  @Override
  public String description() {
    return "mask of windows";
  }
}

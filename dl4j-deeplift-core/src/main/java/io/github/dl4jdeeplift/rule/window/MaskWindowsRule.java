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
 * The mask of a layer that slides windows: a step or cell of its output stays where its window
 * holds an unmasked one. Masks get no multipliers.
 *
 * <p>Shapes: of sequences {@code [batch, time] -> [batch, windows]}, of images {@code [batch, 1,
 * height or 1, width or 1]} to the same of the windows, where a dimension of size 1, whose cells
 * share a mask, stays. A mask of the time steps of a video, {@code [batch, time]}, goes on as it
 * is.
 */
public final class MaskWindowsRule implements Rule {
  private final WindowGeometry geometry;

  /**
   * Makes the rule.
   *
   * @param geometry the layer's windows, along time alone or over images
   */
  public MaskWindowsRule(WindowGeometry geometry) {
    this.geometry = geometry;
  }

  private boolean isOfVideo(Shape mask) {
    return mask.rank() < geometry.kernel().length;
  }

  private static Shape withChannel(Shape mask) {
    return mask.rank() == 1 ? new Shape(1, mask.size(0)) : mask;
  }

  private CrossMaxRule maximum(Shape mask) {
    WindowGeometry own = geometry;
    for (int axis = 1; axis < mask.rank(); axis++) {
      own = mask.size(axis) == 1 ? own.withoutWindows(axis - 1) : own;
    }
    return new CrossMaxRule(Pooling.local(own, false));
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    Shape mask = inputs.get(0);
    if (isOfVideo(mask)) {
      return mask;
    }
    Shape windows = maximum(mask).outputShape(List.of(withChannel(mask)));
    return mask.rank() == 1 ? new Shape(windows.size(1)) : windows;
  }

  @Override
  public SDVariable forward(Ops ops, List<Value> inputs) {
    SDVariable mask = inputs.get(0).variable();
    Shape shape = inputs.get(0).shape();
    if (isOfVideo(shape)) {
      return mask;
    }
    Shape own = withChannel(shape);
    Value cells = new Value(ops.reshape(mask, own.dimensions()), own);
    SDVariable windows = maximum(shape).forward(ops, List.of(cells));
    return ops.reshape(windows, outputShape(List.of(shape)).dimensions());
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

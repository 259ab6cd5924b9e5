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
 * The mask of a layer that slides windows over images: a cell of its output stays where its window
 * holds an unmasked cell, and along a dimension of size 1, whose cells share a mask, nothing
 * changes. Masks get no multipliers.
 *
 * <p>Shapes: {@code [batch, 1, height or 1, width or 1]} to the same of the windows. A mask of the
 * time steps of a video, {@code [batch, time]}, goes on as it is.
 */
public final class ImageMaskWindowsRule implements Rule {
  private final WindowGeometry geometry;

  /**
   * Makes the rule.
   *
   * @param geometry the layer's windows
   */
  public ImageMaskWindowsRule(WindowGeometry geometry) {
    this.geometry = geometry;
  }

  private CrossMaxRule maximum(Shape mask) {
    WindowGeometry own = geometry;
    for (int axis = 0; axis < 2; axis++) {
      own = mask.size(axis + 1) == 1 ? own.withoutWindows(axis) : own;
    }
    return new CrossMaxRule(Pooling.local(own, false));
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    Shape mask = inputs.get(0);
    return mask.rank() == 1 ? mask : maximum(mask).outputShape(inputs);
  }

  @Override
  public SDVariable forward(Ops ops, List<Value> inputs) {
    Shape mask = inputs.get(0).shape();
    return mask.rank() == 1 ? inputs.get(0).variable() : maximum(mask).forward(ops, inputs);
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

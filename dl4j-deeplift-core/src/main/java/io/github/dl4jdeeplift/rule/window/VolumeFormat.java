package io.github.dl4jdeeplift.rule.window;

import io.github.dl4jdeeplift.rule.Ops;
import io.github.dl4jdeeplift.rule.Shape;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * Where a volume's channels lie, and the way from there to {@code [depth, channels, height,
 * width]}.
 */
enum VolumeFormat {
  /** {@code [channels, depth, height, width]}. */
  CHANNELS_FIRST,
  /** {@code [depth, height, width, channels]}. */
  CHANNELS_LAST;

  static VolumeFormat of(Convolution3D.DataFormat format) {
    return format == Convolution3D.DataFormat.NDHWC ? CHANNELS_LAST : CHANNELS_FIRST;
  }

  /**
   * Returns a volume's shape, depth first.
   *
   * @throws IllegalArgumentException if it is no volume's shape
   */
  Shape depthFirst(Shape shape) {
    if (shape.rank() != 4) {
      throw new IllegalArgumentException("takes arrays of rank 5, not " + (shape.rank() + 1));
    }
    return this == CHANNELS_FIRST
        ? new Shape(shape.size(1), shape.size(0), shape.size(2), shape.size(3))
        : new Shape(shape.size(0), shape.size(3), shape.size(1), shape.size(2));
  }

  Shape ofDepthFirst(Shape shape) {
    return this == CHANNELS_FIRST
        ? new Shape(shape.size(1), shape.size(0), shape.size(2), shape.size(3))
        : new Shape(shape.size(0), shape.size(2), shape.size(3), shape.size(1));
  }

  SDVariable depthFirst(Ops ops, SDVariable volume) {
    return this == CHANNELS_FIRST
        ? ops.permute(volume, 0, 2, 1, 3, 4)
        : ops.permute(volume, 0, 1, 4, 2, 3);
  }

  SDVariable ofDepthFirst(Ops ops, SDVariable volume) {
    return this == CHANNELS_FIRST
        ? ops.permute(volume, 0, 2, 1, 3, 4)
        : ops.permute(volume, 0, 1, 3, 4, 2);
  }
}

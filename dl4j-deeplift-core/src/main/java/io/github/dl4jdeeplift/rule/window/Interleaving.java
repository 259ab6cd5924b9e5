package io.github.dl4jdeeplift.rule.window;

import io.github.dl4jdeeplift.rule.Ops;
import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.Value;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * Images taken apart into those that a dilated kernel sees together, put along the batch, and put
 * together again.
 *
 * @param rows distance of the cells along the height
 * @param columns distance of the cells along the width
 * @param channelsLast whether images are {@code [height, width, channels]}
 */
record Interleaving(long rows, long columns, boolean channelsLast) {
  /** Writes down {@code rows * columns} images for each, padded with zeros to equal sizes. */
  Value split(Ops ops, Value input) {
    long height = ceilDivide(input.shape().size(axis(0)), rows);
    long width = ceilDivide(input.shape().size(axis(1)), columns);
    SDVariable padded = padTo(ops, input, height * rows, width * columns);
    long channels = channels(input.shape());
    SDVariable apart =
        isFlat(height)
            ? splitFlat(padded, width, channels)
            : split(padded, height, width, channels);
    return new Value(
        ops.reshape(apart, image(channels, height, width).dimensions()),
        image(channels, height, width));
  }

  /** Sequences: dimensions of size 1 would make ND4J's permutation many times slower. */
  private boolean isFlat(long height) {
    return rows == 1 && height == 1;
  }

  private SDVariable splitFlat(SDVariable padded, long width, long channels) {
    return channelsLast
        ? padded.reshape(-1, width, columns, channels).permute(0, 2, 1, 3)
        : padded.reshape(-1, channels, width, columns).permute(0, 3, 1, 2);
  }

  private SDVariable split(SDVariable padded, long height, long width, long channels) {
    return channelsLast
        ? padded.reshape(-1, height, rows, width, columns, channels).permute(0, 2, 4, 1, 3, 5)
        : padded.reshape(-1, channels, height, rows, width, columns).permute(0, 3, 5, 1, 2, 4);
  }

  /** Writes down whole images again. */
  Value join(Ops ops, Value input) {
    long height = input.shape().size(axis(0));
    long width = input.shape().size(axis(1));
    long channels = channels(input.shape());
    SDVariable together =
        isFlat(height)
            ? joinFlat(input.variable(), width, channels)
            : join(input.variable(), height, width, channels);
    Shape whole = image(channels, height * rows, width * columns);
    return new Value(ops.reshape(together, whole.dimensions()), whole);
  }

  private SDVariable joinFlat(SDVariable apart, long width, long channels) {
    return channelsLast
        ? apart.reshape(-1, columns, width, channels).permute(0, 2, 1, 3)
        : apart.reshape(-1, columns, channels, width).permute(0, 2, 3, 1);
  }

  private SDVariable join(SDVariable apart, long height, long width, long channels) {
    return channelsLast
        ? apart.reshape(-1, rows, columns, height, width, channels).permute(0, 3, 1, 4, 2, 5)
        : apart.reshape(-1, rows, columns, channels, height, width).permute(0, 3, 4, 1, 5, 2);
  }

  private SDVariable padTo(Ops ops, Value input, long height, long width) {
    long[] after = new long[3];
    after[axis(0)] = height - input.shape().size(axis(0));
    after[axis(1)] = width - input.shape().size(axis(1));
    return ops.pad(input.variable(), new long[3], after, 0);
  }

  private static long ceilDivide(long size, long parts) {
    return (size + parts - 1) / parts;
  }

  private int axis(int spatial) {
    return channelsLast ? spatial : spatial + 1;
  }

  private long channels(Shape shape) {
    return shape.size(channelsLast ? 2 : 0);
  }

  private Shape image(long channels, long height, long width) {
    return channelsLast ? new Shape(height, width, channels) : new Shape(channels, height, width);
  }
}

package io.github.dl4jdeeplift.rule.window;

import io.github.dl4jdeeplift.rule.Ops;
import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.Value;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A dilated correlation of sequences without dilation and without moving numbers: seen as an image
 * whose rows are {@code dilation} neighboring time steps, a sequence has the cells that a kernel
 * sees one below the other.
 *
 * @param map the correlation, over images of height 1
 * @param window its windows along the time
 */
record DilatedSequence(Correlation map, AxisWindow window) {
  /** Rows of as many cells are too short for oneDNN. */
  private static final long SHORT = 8;

  /** Tells whether the way is open, and the fastest one. */
  boolean fits(Shape image, AxisWindow rows) {
    return !map.depthwise()
        && image.size(map.axis(0)) == 1
        && rows.kernel() == 1
        && rows.before() == 0
        && rows.after() == 0
        && window.stride() == 1
        && window.before() >= 0
        && window.before() % window.dilation() == 0
        && (window.dilation() >= SHORT || !map.channelsLast());
  }

  /** Writes down the correlation. */
  SDVariable apply(Ops ops, Value input) {
    long length = input.shape().size(map.axis(1));
    long output = window.output(length);
    long dilation = window.dilation();
    long padding = window.before() / dilation;
    long wanted = ceilDivide(output, dilation) + window.kernel() - 1 - 2 * padding;
    long height = Math.max(ceilDivide(length, dilation), wanted);
    SDVariable padded = padTo(ops, input, height * dilation);
    AxisWindow along = new AxisWindow(window.kernel(), 1, 1, padding, padding);
    Shape rows = map.image(map.kernel().size(2), height, dilation);
    SDVariable sums =
        upright()
            .correlate(
                ops,
                new Value(ops.reshape(padded, rows.dimensions()), rows),
                along,
                new AxisWindow(1, 1, 1, 0, 0));
    Shape whole = map.image(map.outputs(), 1, along.output(height) * dilation);
    SDVariable joined = ops.reshape(sums, whole.dimensions());
    return ops.slice(joined, whole, map.axis(1), new Ops.Interval(0, output, 1));
  }

  private Correlation upright() {
    INDArray kernel = map.kernel();
    long[] shape = {kernel.size(1), 1, kernel.size(2), kernel.size(3)};
    return new Correlation(
        kernel.reshape('c', shape), map.bias(), map.channelsLast(), map.depthwise());
  }

  private SDVariable padTo(Ops ops, Value input, long length) {
    long[] after = new long[3];
    after[map.axis(1)] = length - input.shape().size(map.axis(1));
    return ops.pad(input.variable(), new long[3], after, 0);
  }

  private static long ceilDivide(long size, long parts) {
    return (size + parts - 1) / parts;
  }
}

package io.github.dl4jdeeplift.rule.window;

/**
 * Where the windows of a convolution or a pooling lie along one dimension.
 *
 * @param kernel cells in a window
 * @param stride distance between windows
 * @param dilation distance between the cells of a window
 * @param before cells of padding before the input; negative cuts
 * @param after cells of padding after the input; negative cuts
 */
record AxisWindow(long kernel, long stride, long dilation, long before, long after) {
  /** Returns the length from a window's first cell to its last. */
  long extent() {
    return (kernel - 1) * dilation + 1;
  }

  /**
   * Returns the number of windows.
   *
   * @param input size of the input along the dimension
   */
  long output(long input) {
    return Math.floorDiv(input + before + after - extent(), stride) + 1;
  }

  /** Tells whether the windows tile the input from its start, with neither gap nor overlap. */
  boolean tiles() {
    return kernel == stride && dilation == 1 && before == 0;
  }

  /** Returns the same windows without padding, for an input that has been padded already. */
  AxisWindow padded() {
    return new AxisWindow(kernel, stride, dilation, 0, 0);
  }

  /**
   * Returns the windows of the transposed map, which runs with stride 1 over the output whose cells
   * have been put {@code stride} apart.
   *
   * @param input size of the input of the map itself
   */
  AxisWindow transposed(long input) {
    long first = extent() - 1 - before;
    long last = input - output(input) * stride - first + extent() - 1;
    return new AxisWindow(kernel, 1, dilation, first, last);
  }
}

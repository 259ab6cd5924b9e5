package io.github.dl4jdeeplift.cli.result;

/**
 * How much there is to explain.
 *
 * @param examples number of examples
 * @param targets number of targets
 * @param targetAxis whether arrays have a leading axis of targets
 */
public record Extent(long examples, int targets, boolean targetAxis) {
  /**
   * Returns the shape of an array of all examples and targets.
   *
   * @param batch shape of the same for some examples and one target, {@code [n, ...]}
   */
  long[] shape(long... batch) {
    long[] shape = new long[batch.length + (targetAxis ? 1 : 0)];
    System.arraycopy(batch, 0, shape, shape.length - batch.length, batch.length);
    shape[shape.length - batch.length] = examples;
    if (targetAxis) {
      shape[0] = targets;
    }
    return shape;
  }

  /**
   * Returns the place of an example's first element in C order.
   *
   * @param target number of the target
   * @param example number of the example
   * @param length elements of one example
   */
  long place(int target, long example, long length) {
    return (target * examples + example) * length;
  }
}

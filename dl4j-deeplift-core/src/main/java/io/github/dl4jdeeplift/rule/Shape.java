package io.github.dl4jdeeplift.rule;

import java.util.Arrays;

/**
 * The shape of one example at one place of a network: the array's shape without its batch
 * dimension.
 *
 * @param dimensions sizes, each at least 1
 */
public record Shape(long... dimensions) {
  /** Copies the sizes and checks them. */
  public Shape {
    dimensions = dimensions.clone();
    for (long size : dimensions) {
      if (size < 1) {
        throw new IllegalArgumentException("shape " + Arrays.toString(dimensions) + " is empty");
      }
    }
  }

  /**
   * Reads the shape of the examples in a batch.
   *
   * @param batch shape of an array whose first dimension is the batch
   * @return the shape without the batch dimension
   */
  public static Shape ofBatch(long... batch) {
    return new Shape(Arrays.copyOfRange(batch, 1, batch.length));
  }

  @Override
  public long[] dimensions() {
    return dimensions.clone();
  }

  /** Returns the number of dimensions, the batch left out. */
  public int rank() {
    return dimensions.length;
  }

  /**
   * Returns one size.
   *
   * @param axis place of the dimension, the batch left out; negative counts from the end
   */
  public long size(int axis) {
    return dimensions[axis < 0 ? axis + dimensions.length : axis];
  }

  /** Returns the number of elements of one example. */
  public long length() {
    return Arrays.stream(dimensions).reduce(1, Math::multiplyExact);
  }

  /**
   * Returns this shape with one size replaced.
   *
   * @param axis place of the dimension, the batch left out
   * @param size its new size
   */
  public Shape with(int axis, long size) {
    long[] changed = dimensions.clone();
    changed[axis] = size;
    return new Shape(changed);
  }

  /**
   * Returns the shape of a whole batch.
   *
   * @param batch number of examples, or -1 where it is left open
   */
  public long[] withBatch(long batch) {
    long[] result = new long[dimensions.length + 1];
    result[0] = batch;
    System.arraycopy(dimensions, 0, result, 1, dimensions.length);
    return result;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape shape && Arrays.equals(dimensions, shape.dimensions);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(dimensions);
  }

  @Override
  public String toString() {
    return Arrays.toString(dimensions);
  }
}

package io.github.dl4jdeeplift.keras.translate;

import io.github.dl4jdeeplift.keras.config.KerasLayer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The shape of one example: sizes without the batch dimension, channels last.
 *
 * @param sizes the sizes; {@link #UNKNOWN} where the model takes any
 */
public record TensorShape(List<Long> sizes) {
  /** A size that the model leaves open. */
  public static final long UNKNOWN = -1;

  /** Copies the sizes. */
  public TensorShape {
    sizes = List.copyOf(sizes);
  }

  /**
   * Returns a shape of these sizes.
   *
   * @param sizes sizes without the batch dimension
   */
  public static TensorShape of(long... sizes) {
    return new TensorShape(Arrays.stream(sizes).boxed().toList());
  }

  /** Returns the number of dimensions, the batch left out. */
  public int rank() {
    return sizes.size();
  }

  /**
   * Returns the size of a dimension.
   *
   * @param dimension its number, 0 for the first after the batch
   */
  public long size(int dimension) {
    return sizes.get(dimension);
  }

  /** Returns the size of the last dimension. */
  public long channels() {
    return sizes.get(rank() - 1);
  }

  /** Returns whether every size is known. */
  public boolean isKnown() {
    return !sizes.contains(UNKNOWN);
  }

  /**
   * Returns the same shape with another size.
   *
   * @param dimension number of the dimension, 0 for the first after the batch
   * @param size its size
   */
  public TensorShape with(int dimension, long size) {
    List<Long> changed = new ArrayList<>(sizes);
    changed.set(dimension, size);
    return new TensorShape(changed);
  }

  /** Returns the number of values of one example; all sizes must be known. */
  public long length() {
    return sizes.stream().reduce(1L, Math::multiplyExact);
  }

  /**
   * Refuses an input of another rank.
   *
   * @param layer the layer that takes it
   * @param lowest lowest rank, the batch left out
   * @param highest highest rank
   */
  public void requireRank(KerasLayer layer, int lowest, int highest) {
    if (rank() < lowest || rank() > highest) {
      throw layer.unsupported(
          "its input has shape "
              + this
              + "; it is supported for inputs of "
              + (lowest + 1)
              + (lowest == highest ? "" : " to " + (highest + 1))
              + " dimensions");
    }
  }

  /**
   * Returns the number of channels, refusing an input that leaves it open.
   *
   * @param layer the layer that takes it
   */
  public int knownChannels(KerasLayer layer) {
    return known(layer, rank() - 1);
  }

  /**
   * Returns a size, refusing an input that leaves it open.
   *
   * @param layer the layer that takes it
   * @param dimension number of the dimension
   */
  public int known(KerasLayer layer, int dimension) {
    long size = size(dimension);
    if (size == UNKNOWN || size > Integer.MAX_VALUE) {
      throw layer.unsupported(
          "its input has shape "
              + this
              + ", and it needs the size of dimension "
              + (dimension + 1)
              + ": give the model's Input its whole shape and save it again");
    }
    return (int) size;
  }

  /**
   * Refuses an input that leaves a size open.
   *
   * @param layer the layer that takes it
   */
  public void requireKnown(KerasLayer layer) {
    for (int dimension = 0; dimension < rank(); dimension++) {
      known(layer, dimension);
    }
  }

  /** Returns the shape as Keras prints it, such as {@code (None, 200, 4)}. */
  @Override
  public String toString() {
    return sizes.stream()
        .map(size -> size == UNKNOWN ? "None" : size.toString())
        .collect(Collectors.joining(", ", "(None, ", ")"));
  }
}

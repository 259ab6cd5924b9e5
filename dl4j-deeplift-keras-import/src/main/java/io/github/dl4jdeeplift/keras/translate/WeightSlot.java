package io.github.dl4jdeeplift.keras.translate;

import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One array of weights that Keras stores for a layer, and where Deeplearning4j keeps it.
 *
 * @param name Keras's name for it, such as {@code kernel}
 * @param shape the shape that Keras gives it
 * @param parameter Deeplearning4j's key, such as {@code W}
 * @param stepsAfter how many of the layer's steps come behind the one that keeps it
 * @param arrange turns Keras's array into one of the parameter's shape
 */
public record WeightSlot(
    String name,
    List<Long> shape,
    String parameter,
    int stepsAfter,
    UnaryOperator<INDArray> arrange) {
  /** What Keras's {@code Normalization} found in data. */
  private static final Set<String> STATISTICS = Set.of("mean", "variance", "count");

  /** Copies the shape. */
  public WeightSlot {
    shape = List.copyOf(shape);
  }

  /** Returns the slot of an array that Deeplearning4j keeps as Keras does. */
  static WeightSlot same(String name, String parameter, long... shape) {
    return arranged(name, parameter, UnaryOperator.identity(), shape);
  }

  /** Returns the slot of an array that Deeplearning4j keeps in another order. */
  static WeightSlot arranged(
      String name, String parameter, UnaryOperator<INDArray> arrange, long... shape) {
    return new WeightSlot(name, LongStream.of(shape).boxed().toList(), parameter, 0, arrange);
  }

  /** Returns whether a file may call the array so; Keras 3 has another name for one of them. */
  public boolean isNamed(String stored) {
    return stored.equals(name) || (stored.equals("kernel") && name.equals("depthwise_kernel"));
  }

  /** Returns the slot of the same array in a layer that is followed by other steps. */
  WeightSlot before(int steps) {
    return new WeightSlot(name, shape, parameter, stepsAfter + steps, arrange);
  }

  /** Returns the slot of an array that Keras stores in another form, which is changed first. */
  WeightSlot storedAs(List<Long> stored, UnaryOperator<INDArray> change) {
    return new WeightSlot(
        name, stored, parameter, stepsAfter, array -> arrange.apply(change.apply(array)));
  }

  /** Returns whether Keras trains the array; running means and variances it does not. */
  public boolean isTrainable() {
    return !name.startsWith("moving_") && !STATISTICS.contains(name);
  }
}

package io.github.dl4jdeeplift;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Masks of sequences of different lengths or images of different sizes, as {@code output(x, false,
 * masks, labelMasks)} takes them: 1 for a step or cell that is there, 0 for padding.
 *
 * <p>An example's masks hold for its references as well, so that contributions are those of the
 * function of this example's length; a masked step of the input contributes nothing where the
 * network does not read it.
 */
public final class Masks {
  /** No masks at all. */
  public static final Masks NONE = new Masks(List.of(), List.of());

  private final List<@Nullable INDArray> inputs;
  private final List<@Nullable INDArray> labels;

  private Masks(List<@Nullable INDArray> inputs, List<@Nullable INDArray> labels) {
    this.inputs = inputs;
    this.labels = labels;
  }

  /**
   * Returns masks of a network's inputs.
   *
   * @param masks one for each network input, in order, null where an input has none; {@code [n,
   *     time]} for a sequence, {@code [n, 1]} for a vector, {@code [n, 1, height, width]} for an
   *     image (channels first), with 1 for a size along which all cells share a mask
   */
  public static Masks ofInputs(@Nullable INDArray... masks) {
    return new Masks(copied(masks), List.of());
  }

  /**
   * Returns the same masks and others of labels, which change what output layers give.
   *
   * @param masks one for each output, in order, null where an output has none; {@code [n, time]},
   *     {@code [n, 1]}, or of the output's shape
   */
  public Masks andOfLabels(@Nullable INDArray... masks) {
    return new Masks(inputs, copied(masks));
  }

  private static List<@Nullable INDArray> copied(@Nullable INDArray... masks) {
    boolean none = Arrays.stream(masks).allMatch(mask -> mask == null);
    return none ? List.of() : Collections.unmodifiableList(Arrays.asList(masks.clone()));
  }

  List<@Nullable INDArray> inputs() {
    return inputs;
  }

  List<@Nullable INDArray> labels() {
    return labels;
  }
}

package io.github.dl4jdeeplift.cli.result;

import io.github.dl4jdeeplift.Attribution;
import io.github.dl4jdeeplift.cli.input.InputSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The arrays that are written of the scores.
 *
 * @param arrays the arrays, in order
 * @param delta the convergence delta among them
 */
public record WantedArrays(List<NamedArray> arrays, Function<Attribution, INDArray> delta) {
  /** Copies the list. */
  public WantedArrays {
    arrays = List.copyOf(arrays);
  }

  /**
   * One array.
   *
   * @param name its name in the file
   * @param part what it is of a target's scores, {@code [n, ...]}
   */
  public record NamedArray(String name, Function<Attribution, INDArray> part) {}

  /**
   * Returns the scores of the network's inputs.
   *
   * @param count how many inputs there are
   */
  public static WantedArrays ofInputs(int count) {
    List<NamedArray> arrays = new ArrayList<>();
    for (int index = 0; index < count; index++) {
      int input = index;
      arrays.add(
          new NamedArray(name("contributions", index, count), each -> each.contributions(input)));
      arrays.add(
          new NamedArray(name("multipliers", index, count), each -> each.multipliers(input)));
    }
    return with(arrays, Attribution::convergenceDelta);
  }

  /**
   * Returns the scores of a layer.
   *
   * @param layer its name
   */
  public static WantedArrays ofLayer(String layer) {
    return with(
        List.of(
            new NamedArray("contributions", each -> each.contributions(layer)),
            new NamedArray("multipliers", each -> each.multipliers(layer))),
        each -> Objects.requireNonNull(each.ofLayers().get(layer)).convergenceDelta());
  }

  private static WantedArrays with(List<NamedArray> scores, Function<Attribution, INDArray> delta) {
    List<NamedArray> arrays = new ArrayList<>(scores);
    arrays.add(new NamedArray("output", Attribution::output));
    arrays.add(new NamedArray("reference_output", Attribution::referenceOutput));
    arrays.add(new NamedArray("convergence_delta", delta));
    return new WantedArrays(arrays, delta);
  }

  /**
   * Returns these arrays, and the hypothetical contributions of all inputs that have positions.
   *
   * @param inputs the network's inputs
   */
  public WantedArrays andHypothetical(List<InputSource> inputs) {
    List<NamedArray> all = new ArrayList<>(arrays);
    for (int index = 0; index < inputs.size(); index++) {
      int input = index;
      if (inputs.get(index).hasPositions()) {
        all.add(
            new NamedArray(
                name("hypothetical", index, inputs.size()),
                each -> each.hypotheticalContributions(input)));
      }
    }
    return new WantedArrays(all, delta);
  }

  private static String name(String what, int index, int count) {
    return count == 1 ? what : what + "_" + index;
  }
}

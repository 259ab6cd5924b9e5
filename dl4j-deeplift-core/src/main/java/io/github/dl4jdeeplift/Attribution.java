package io.github.dl4jdeeplift;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Contribution scores and what belongs to them. Arrays are detached from all workspaces and the
 * caller's own.
 *
 * <p>With several references for each example, contributions are the mean of m·(x − r); multipliers
 * and reference outputs are means as well.
 *
 * @param contributionsOfInputs contributions to the explained quantity, one array for each network
 *     input, of the input's shape and layout
 * @param multipliersOfInputs multipliers m (section 2.3, equation 3), one array for each network
 *     input, of the input's shape and layout
 * @param output {@code [n]}, the explained quantity of each example: the logit by default, not the
 *     network's output
 * @param referenceOutput {@code [n]}, the explained quantity of its reference
 * @param convergenceDelta {@code [n]}, the sum of contributions less the difference of {@code
 *     output} and {@code referenceOutput}, 0 but for rounding; of several references that where it
 *     is largest in magnitude
 * @param provenance how the scores were made
 */
public record Attribution(
    List<INDArray> contributionsOfInputs,
    List<INDArray> multipliersOfInputs,
    INDArray output,
    INDArray referenceOutput,
    INDArray convergenceDelta,
    Provenance provenance) {
  /** Copies the lists. */
  public Attribution {
    contributionsOfInputs = List.copyOf(contributionsOfInputs);
    multipliersOfInputs = List.copyOf(multipliersOfInputs);
  }

  /**
   * Returns the contributions of the network's one input, of its shape.
   *
   * @throws IllegalStateException if the network has several inputs
   */
  public INDArray contributions() {
    return only(contributionsOfInputs, "contributions");
  }

  /**
   * Returns the contributions of one of several inputs.
   *
   * @param input place of the input in the network's inputs
   */
  public INDArray contributions(int input) {
    return contributionsOfInputs.get(input);
  }

  /**
   * Returns the multipliers of the network's one input, of its shape.
   *
   * @throws IllegalStateException if the network has several inputs
   */
  public INDArray multipliers() {
    return only(multipliersOfInputs, "multipliers");
  }

  /**
   * Returns the multipliers of one of several inputs.
   *
   * @param input place of the input in the network's inputs
   */
  public INDArray multipliers(int input) {
    return multipliersOfInputs.get(input);
  }

  private static INDArray only(List<INDArray> arrays, String what) {
    if (arrays.size() != 1) {
      throw new IllegalStateException(
          "the network has " + arrays.size() + " inputs; use " + what + "(index)");
    }
    return arrays.get(0);
  }
}

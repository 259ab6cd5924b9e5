package io.github.dl4jdeeplift;

import io.github.dl4jdeeplift.engine.Contiguous;
import io.github.dl4jdeeplift.engine.Tolerance;
import io.github.dl4jdeeplift.network.NetworkOutputs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.deeplearning4j.nn.api.Model;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Proves that a network, such as one that was loaded from a Keras file, computes what it computed
 * where it comes from, by one batch of inputs and outputs that were saved there.
 *
 * <pre>{@code
 * OutputCheck.of(network, List.of(inputs), List.of(outputs)).requireAgreement();
 * }</pre>
 *
 * @param differences one for each network output, in order
 */
public record OutputCheck(List<Difference> differences) {
  /** Copies the list. */
  public OutputCheck {
    differences = List.copyOf(differences);
  }

  /**
   * How far one output lies from what was expected.
   *
   * @param largest the largest difference of two numbers
   * @param tolerance 1e-5, of a network in double precision 1e-10, which is multiplied by the
   *     larger of 1 and the largest number expected of that example
   * @param multiple the largest difference as a multiple of that product; infinite where a number
   *     is NaN
   */
  public record Difference(double largest, double tolerance, double multiple) {
    /** Returns whether all numbers lie within the tolerance. */
    public boolean isTolerable() {
      return multiple <= 1;
    }
  }

  /**
   * Runs a network and compares.
   *
   * @param network MultiLayerNetwork or ComputationGraph; it computes its {@code output()}
   * @param inputs one array for each network input, the first dimension the examples; not changed
   * @param expected one array for each network output
   * @throws IllegalArgumentException if there are more or fewer arrays than outputs, or one has
   *     another shape
   */
  public static OutputCheck of(Model network, List<INDArray> inputs, List<INDArray> expected) {
    INDArray[] examples = inputs.stream().map(Contiguous::of).toArray(INDArray[]::new);
    return between(NetworkOutputs.of(network, examples), expected);
  }

  /**
   * Compares outputs that were computed already.
   *
   * @param outputs what a network gave
   * @param expected what it should give
   * @throws IllegalArgumentException if there are more or fewer arrays than outputs, or one has
   *     another shape
   */
  public static OutputCheck between(List<INDArray> outputs, List<INDArray> expected) {
    if (outputs.size() != expected.size()) {
      throw new IllegalArgumentException(
          "%d arrays were given for %d outputs of the network; give one for each, in order"
              .formatted(expected.size(), outputs.size()));
    }
    List<Difference> differences = new ArrayList<>();
    for (int index = 0; index < outputs.size(); index++) {
      differences.add(difference(outputs.get(index), expected.get(index)));
    }
    return new OutputCheck(differences);
  }

  private static Difference difference(INDArray output, INDArray expected) {
    if (!Arrays.equals(output.shape(), expected.shape())) {
      throw new IllegalArgumentException(
          "an array of shape %s was given for an output of shape %s"
              .formatted(Arrays.toString(expected.shape()), Arrays.toString(output.shape())));
    }
    DataType type = output.dataType() == DataType.DOUBLE ? DataType.DOUBLE : DataType.FLOAT;
    double[] ours = output.castTo(DataType.DOUBLE).dup('c').data().asDouble();
    double[] theirs = expected.castTo(DataType.DOUBLE).dup('c').data().asDouble();
    int size = ours.length / (int) Math.max(1, output.size(0));
    double largest = 0;
    double multiple = 0;
    for (int from = 0; from < ours.length; from += size) {
      double[] row = Arrays.copyOfRange(theirs, from, from + size);
      double tolerance = Tolerance.of(type, row);
      for (int element = 0; element < size; element++) {
        double difference = Math.abs(ours[from + element] - row[element]);
        double times = difference / tolerance;
        largest = Math.max(largest, difference);
        multiple = Math.max(multiple, Double.isNaN(times) ? Double.POSITIVE_INFINITY : times);
      }
    }
    return new Difference(largest, Tolerance.of(type), multiple);
  }

  /** Returns whether all outputs lie within the tolerance. */
  public boolean agrees() {
    return differences.stream().allMatch(Difference::isTolerable);
  }

  /** Returns the largest difference of two numbers; NaN where one of them is NaN. */
  public double largestDifference() {
    return differences.stream().mapToDouble(Difference::largest).max().orElse(0);
  }

  /**
   * Refuses outputs beyond the tolerance.
   *
   * @throws UnexpectedOutputException if there are any
   */
  public void requireAgreement() {
    for (int index = 0; index < differences.size(); index++) {
      Difference difference = differences.get(index);
      if (!difference.isTolerable()) {
        throw new UnexpectedOutputException(
            String.format(
                Locale.ROOT,
                "output %d does not agree with what was expected: the largest difference is %.3g, %.3g times the tolerance of %.0e",
                index,
                difference.largest,
                difference.multiple,
                difference.tolerance));
      }
    }
  }
}

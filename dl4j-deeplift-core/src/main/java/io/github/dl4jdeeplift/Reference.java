package io.github.dl4jdeeplift;

import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What an input is compared with: the input that stands for "no signal" (called baseline in
 * Captum).
 *
 * <p>A network with several inputs takes one reference for all of them, where its kind says what it
 * is for any input, or one for each by {@link #perInput}.
 */
public abstract sealed class Reference
    permits ZerosReference,
        SharedReference,
        PerExampleReference,
        FunctionReference,
        ReferencePerInput {

  Reference() {}

  /** Returns the reference that is 0 everywhere. */
  public static Reference zeros() {
    return new ZerosReference();
  }

  /**
   * Returns one reference for all examples.
   *
   * @param row {@code [1, shape...]}, in the network input's own layout; copied
   * @throws IllegalArgumentException if it has more than one row, or no dimension for rows
   */
  public static Reference of(INDArray row) {
    if (row.rank() == 0 || row.size(0) != 1) {
      throw new IllegalArgumentException(
          "a reference for all examples has first dimension 1, not shape "
              + Arrays.toString(row.shape())
              + "; use perExample(..) for one row each, average(..) for several that all share");
    }
    return new SharedReference(row.dup(), "one row for all examples");
  }

  /**
   * Returns a reference for each example.
   *
   * @param rows {@code [n, shape...]}, as many rows as there are examples; copied
   */
  public static Reference perExample(INDArray rows) {
    return new PerExampleReference(rows.dup());
  }

  /**
   * Returns several references that all examples share; contributions are their averages.
   *
   * @param rows {@code [references, shape...]}; copied
   */
  public static Reference average(INDArray rows) {
    return new SharedReference(rows.dup(), rows.size(0) + " rows for all examples, averaged");
  }

  /**
   * Returns references that a function makes for each example, such as shuffles; contributions are
   * their averages.
   *
   * @param function makes one reference of one example
   * @param count references for each example, at least 1
   * @param seed seed of all; that of an example depends on this and its index alone
   * @throws IllegalArgumentException if {@code count} is less than 1
   */
  public static Reference from(ReferenceFunction function, int count, long seed) {
    if (count < 1) {
      throw new IllegalArgumentException(
          "count is " + count + "; each example needs at least 1 reference");
    }
    return new FunctionReference(function, count, seed);
  }

  /**
   * Returns a reference for each input of the network.
   *
   * @param references one for each input, in order; their counts must be equal, or 1
   */
  public static Reference perInput(Reference... references) {
    return new ReferencePerInput(List.of(references));
  }

  /**
   * Works out the references of one network input.
   *
   * @param input the examples
   * @param place which input, for messages
   * @throws org.deeplearning4j.exception.DL4JInvalidInputException if the shapes do not fit
   */
  abstract ResolvedReference resolve(INDArray input, InputPlace place);

  /** Returns what the reference is, as the provenance records it. */
  abstract String description();

  /**
   * Which of the network's inputs is meant.
   *
   * @param name its name
   * @param index its place
   * @param range which of the caller's examples are at hand
   */
  record InputPlace(String name, int index, ExampleRange range) {}
}

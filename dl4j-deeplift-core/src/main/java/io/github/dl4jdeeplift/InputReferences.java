package io.github.dl4jdeeplift;

import io.github.dl4jdeeplift.engine.References;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The references of all network inputs, taken together. */
final class InputReferences implements References {
  private final List<ResolvedReference> inputs;
  private final int count;

  private InputReferences(List<ResolvedReference> inputs) {
    this.inputs = inputs;
    this.count = inputs.stream().mapToInt(ResolvedReference::count).max().orElse(1);
  }

  /**
   * Works out a reference for given examples.
   *
   * @param range which of the caller's examples these are
   */
  static InputReferences of(
      Reference reference, List<INDArray> examples, List<String> names, ExampleRange range) {
    if (reference instanceof ReferencePerInput each) {
      each.requireFor(names);
    }
    InputReferences result =
        new InputReferences(
            IntStream.range(0, examples.size())
                .mapToObj(
                    index ->
                        reference.resolve(
                            examples.get(index),
                            new Reference.InputPlace(names.get(index), index, range)))
                .toList());
    for (ResolvedReference input : result.inputs) {
      if (input.count() != 1 && input.count() != result.count) {
        throw new DL4JInvalidInputException(
            "the inputs have "
                + input.count()
                + " and "
                + result.count
                + " references; give as many for each, or 1");
      }
    }
    return result;
  }

  @Override
  public int count() {
    return count;
  }

  @Override
  public boolean areShared() {
    return inputs.stream().allMatch(ResolvedReference::isShared);
  }

  @Override
  public List<INDArray> of(int example, int reference) {
    return of(example, example + 1, reference);
  }

  @Override
  public List<INDArray> of(int from, int to, int reference) {
    boolean shared = areShared();
    return inputs.stream()
        .map(
            input -> {
              INDArray rows = input.rows(from, to, input.count() == 1 ? 0 : reference);
              // Inputs that share a row join others that have one for each example.
              return shared || rows.size(0) == to - from
                  ? rows
                  : rows.broadcast(shape(rows, to - from));
            })
        .toList();
  }

  private static long[] shape(INDArray rows, int count) {
    long[] shape = rows.shape().clone(); // shape() is the array's own
    shape[0] = count;
    return shape;
  }
}

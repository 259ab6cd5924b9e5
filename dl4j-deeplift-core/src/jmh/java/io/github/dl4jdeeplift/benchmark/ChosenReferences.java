package io.github.dl4jdeeplift.benchmark;

import io.github.dl4jdeeplift.Reference;
import io.github.dl4jdeeplift.ReferenceFunction;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Several references for each example, made beforehand, so that making them takes no time in a
 * measurement.
 *
 * <p>At the first call each seed is given the next reference of its example; later calls look it
 * up.
 */
public final class ChosenReferences implements ReferenceFunction {
  private final Map<Long, INDArray> bySeed = new ConcurrentHashMap<>();
  private final List<float[]> examples = new ArrayList<>();
  private final List<Deque<INDArray>> unused = new ArrayList<>();

  private ChosenReferences(INDArray examples, INDArray rows) {
    for (int example = 0; example < examples.size(0); example++) {
      this.examples.add(numbers(examples.get(NDArrayIndex.point(example))));
      INDArray own = rows.get(NDArrayIndex.point(example));
      Deque<INDArray> references = new ArrayDeque<>();
      for (int row = 0; row < own.size(0); row++) {
        references.add(own.get(NDArrayIndex.interval(row, row + 1)).dup('c'));
      }
      unused.add(references);
    }
  }

  /**
   * Returns the references.
   *
   * @param examples {@code [n, shape...]}, no two alike
   * @param rows {@code [n, references, shape...]}
   */
  public static Reference of(INDArray examples, INDArray rows) {
    return Reference.from(new ChosenReferences(examples, rows), Math.toIntExact(rows.size(1)), 0);
  }

  @Override
  public INDArray reference(INDArray example, long seed) {
    return bySeed.computeIfAbsent(seed, unknown -> next(example));
  }

  private INDArray next(INDArray example) {
    float[] own = numbers(example);
    for (int index = 0; index < examples.size(); index++) {
      if (Arrays.equals(own, examples.get(index))) {
        return unused.get(index).remove();
      }
    }
    throw new IllegalArgumentException("not one of the examples: " + example.shapeInfoToString());
  }

  private static float[] numbers(INDArray example) {
    return example.dup('c').data().asFloat();
  }
}

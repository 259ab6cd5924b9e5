package io.github.dl4jdeeplift.keras.layer;

import io.github.dl4jdeeplift.rule.Expansion;
import io.github.dl4jdeeplift.rule.LayerView;
import io.github.dl4jdeeplift.rule.Rule;
import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.shape.PaddingRule;
import io.github.dl4jdeeplift.rule.shape.ReshapeRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Cells {@code [batch, cells..., channels]} with zeros between them, and before and after: what
 * goes into the convolution that a transposed convolution is. With strides of 1 it pads, or crops
 * where numbers are negative.
 */
public final class Spread extends ComputedLayer {
  private static final long serialVersionUID = 1L;

  private final int[] strides;
  private final int[] before;
  private final int[] after;

  /**
   * Makes the configuration, with one number for each dimension between batch and channels.
   *
   * @param strides distances between cells, at least 1
   * @param before zeros before the first cell; a negative number cuts
   * @param after zeros after the last cell; a negative number cuts
   */
  public Spread(
      @JsonProperty("strides") int[] strides,
      @JsonProperty("before") int[] before,
      @JsonProperty("after") int[] after) {
    this.strides = strides.clone();
    this.before = before.clone();
    this.after = after.clone();
  }

  /** Returns the distances between cells. */
  public int[] getStrides() {
    return strides.clone();
  }

  /** Returns the numbers of zeros before the first cell. */
  public int[] getBefore() {
    return before.clone();
  }

  /** Returns the numbers of zeros after the last cell. */
  public int[] getAfter() {
    return after.clone();
  }

  @Override
  public INDArray compute(Parameters parameters, INDArray input) {
    INDArrayIndex[] from = new INDArrayIndex[input.rank()];
    INDArrayIndex[] to = new INDArrayIndex[input.rank()];
    Arrays.fill(from, NDArrayIndex.all());
    Arrays.fill(to, NDArrayIndex.all());
    long[] shape = input.shape().clone();
    for (int axis = 0; axis < strides.length; axis++) {
      long size = input.size(axis + 1);
      shape[axis + 1] = (size - 1) * strides[axis] + 1 + before[axis] + after[axis];
      long first = strides[axis] == 1 ? Math.max(0, -before[axis]) : 0;
      long last = strides[axis] == 1 ? size - Math.max(0, -after[axis]) : size;
      from[axis + 1] = NDArrayIndex.interval(first, last);
      long begin = Math.max(0, before[axis]);
      long end = begin + (last - first - 1) * strides[axis] + 1;
      // ND4J looks beyond the array for a single cell with a stride.
      long stride = last - first == 1 ? 1 : strides[axis];
      to[axis + 1] = NDArrayIndex.interval(begin, stride, end);
    }
    INDArray output = Nd4j.zeros(input.dataType(), shape);
    output.get(to).assign(input.get(from));
    return output;
  }

  @Override
  public Expansion nodes(LayerView<?> view) {
    List<Rule> rules = new ArrayList<>();
    long[] last = new long[strides.length + 1];
    for (int axis = 0; axis < strides.length; axis++) {
      last[axis] = after[axis];
      if (strides[axis] > 1) {
        rules.addAll(apart(axis));
        last[axis] -= strides[axis] - 1; // the zeros behind the last cell
      }
    }
    long[] first = Arrays.copyOf(Arrays.stream(before).asLongStream().toArray(), last.length);
    rules.add(new PaddingRule(first, last));
    return Expansion.chain(rules);
  }

  /** Puts zeros behind each cell: in a dimension of their own, which then becomes one with it. */
  private List<Rule> apart(int axis) {
    long stride = strides[axis];
    int rank = strides.length + 1;
    long[] none = new long[rank + 1];
    long[] zeros = new long[rank + 1];
    zeros[axis + 1] = stride - 1;
    UnaryOperator<Shape> split = shape -> inserted(shape, axis + 1);
    UnaryOperator<Shape> joined = shape -> joined(shape, axis);
    return List.of(new ReshapeRule(split), new PaddingRule(none, zeros), new ReshapeRule(joined));
  }

  private static Shape inserted(Shape shape, int axis) {
    long[] sizes = new long[shape.rank() + 1];
    for (int place = 0; place < sizes.length; place++) {
      sizes[place] = place == axis ? 1 : shape.size(place < axis ? place : place - 1);
    }
    return new Shape(sizes);
  }

  private static Shape joined(Shape shape, int axis) {
    long[] sizes = new long[shape.rank() - 1];
    for (int place = 0; place < sizes.length; place++) {
      sizes[place] = shape.size(place <= axis ? place : place + 1);
    }
    sizes[axis] = shape.size(axis) * shape.size(axis + 1);
    return new Shape(sizes);
  }

  @Override
  List<Object> options() {
    return List.of(Arrays.toString(strides), Arrays.toString(before), Arrays.toString(after));
  }
}

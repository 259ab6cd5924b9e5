package io.github.dl4jdeeplift.keras.layer;

import io.github.dl4jdeeplift.rule.Expansion;
import io.github.dl4jdeeplift.rule.LayerView;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/** Some cells of one dimension, in their order or in the opposite one. */
public final class SliceVertex extends ComputedVertex {
  private static final long serialVersionUID = 1L;

  private final int axis;
  private final int before;
  private final int after;
  private final int step;
  private final boolean reversed;

  /**
   * Makes the vertex.
   *
   * @param axis the dimension, the batch being 0
   * @param before cells cut at the start
   * @param after cells cut at the end
   * @param step every how many of the cells that are left are taken, beginning with the first
   * @param reversed whether the cells taken come in the opposite order
   */
  public SliceVertex(
      @JsonProperty("axis") int axis,
      @JsonProperty("before") int before,
      @JsonProperty("after") int after,
      @JsonProperty("step") int step,
      @JsonProperty("reversed") boolean reversed) {
    if (axis < 1 || before < 0 || after < 0 || step < 1) {
      throw new IllegalArgumentException(
          "cannot slice dimension " + axis + " by " + List.of(before, after, step));
    }
    this.axis = axis;
    this.before = before;
    this.after = after;
    this.step = step;
    this.reversed = reversed;
  }

  /** Returns the vertex that turns a dimension around. */
  public static SliceVertex reverse(int axis) {
    return new SliceVertex(axis, 0, 0, 1, /* reversed= */ true);
  }

  /** Returns the dimension. */
  public int getAxis() {
    return axis;
  }

  /** Returns the cells cut at the start. */
  public int getBefore() {
    return before;
  }

  /** Returns the cells cut at the end. */
  public int getAfter() {
    return after;
  }

  /** Returns every how many cells are taken. */
  public int getStep() {
    return step;
  }

  /** Returns whether the order is turned around. */
  public boolean isReversed() {
    return reversed;
  }

  @Override
  List<Object> options() {
    return List.of(axis, before, after, step, reversed);
  }

  @Override
  INDArray compute(INDArray... inputs) {
    INDArray input = inputs[0];
    int[] cells =
        IntStream.iterate(before, cell -> cell < input.size(axis) - after, cell -> cell + step)
            .toArray();
    long[] shape = input.shape().clone();
    shape[axis] = cells.length;
    INDArray output = Nd4j.create(input.dataType(), shape, 'c');
    for (int place = 0; place < cells.length; place++) {
      int cell = cells[reversed ? cells.length - 1 - place : place];
      output.put(at(input.rank(), place), input.get(at(input.rank(), cell)));
    }
    return output;
  }

  private INDArrayIndex[] at(int rank, int cell) {
    return IntStream.range(0, rank)
        .mapToObj(each -> each == axis ? NDArrayIndex.interval(cell, cell + 1) : NDArrayIndex.all())
        .toArray(INDArrayIndex[]::new);
  }

  @Override
  Expansion nodes(LayerView<?> view) {
    return Expansion.chain(new CellsRule(this));
  }
}

package io.github.dl4jdeeplift.operation;

import io.github.dl4jdeeplift.rule.LinearRule;
import io.github.dl4jdeeplift.rule.Ops;
import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.Value;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Numbers moved to other places, left out, repeated, or constant: slices, gathers, tiles, padding;
 * m = the sum of those of a number's places (section 2.3.1, m = 1 for each).
 */
final class MovedCellsRule extends LinearRule {
  private final Shape input;
  private final Shape output;
  private final int[] source;
  private final @Nullable INDArray constants;
  private final INDArray gather;
  private final INDArray gatherBack;
  private final int cover;

  /**
   * Makes the rule.
   *
   * @param input shape of the input
   * @param output shape of the output
   * @param source for each number of the output its place in the input, in C order; -1 for none
   * @param constants {@code [1, output...]}, what is added; null for nothing
   */
  MovedCellsRule(Shape input, Shape output, int[] source, @Nullable INDArray constants) {
    this.input = input;
    this.output = output;
    this.source = source.clone();
    this.constants = constants;
    int none = Math.toIntExact(input.length());
    this.gather =
        Nd4j.createFromArray(
            Arrays.stream(source).map(place -> place < 0 ? none : place).toArray());
    int[] counts = counts();
    this.cover = Math.max(1, Arrays.stream(counts).max().orElse(1));
    this.gatherBack = Nd4j.createFromArray(backward());
  }

  private int[] counts() {
    int[] counts = new int[Math.toIntExact(input.length())];
    Arrays.stream(source).filter(place -> place >= 0).forEach(place -> counts[place]++);
    return counts;
  }

  /** Returns for each number of the input the places it went to, filled up with a place of 0. */
  private int[] backward() {
    int[] places = new int[Math.toIntExact(input.length()) * cover];
    Arrays.fill(places, source.length);
    int[] used = new int[Math.toIntExact(input.length())];
    for (int place = 0; place < source.length; place++) {
      if (source[place] >= 0) {
        places[source[place] * cover + used[source[place]]++] = place;
      }
    }
    return places;
  }

  private boolean keepsOrder() {
    return Arrays.equals(source, IntStream.range(0, Math.toIntExact(input.length())).toArray());
  }

  private static SDVariable take(Ops ops, SDVariable array, Shape shape, INDArray places) {
    SDVariable flat = ops.reshape(array, shape.length());
    SDVariable padded = ops.pad(flat, new long[] {0}, new long[] {1}, 0);
    return ops.sameDiff().gather(padded, ops.constant(places), 1);
  }

  @Override
  public Shape outputShape(Shape given) {
    return output;
  }

  @Override
  public SDVariable linear(Ops ops, Value value) {
    SDVariable cells = keepsOrder() ? value.variable() : take(ops, value.variable(), input, gather);
    return ops.reshape(cells, output.dimensions());
  }

  @Override
  public SDVariable apply(Ops ops, Value value) {
    SDVariable moved = linear(ops, value);
    return constants == null ? moved : moved.add(ops.constant(constants.castTo(ops.dataType())));
  }

  @Override
  public SDVariable transpose(Ops ops, Value value, Shape given) {
    if (keepsOrder()) {
      return ops.reshape(value.variable(), input.dimensions());
    }
    SDVariable cells = take(ops, value.variable(), output, gatherBack);
    SDVariable sums = cover == 1 ? cells : ops.reshape(cells, input.length(), cover).sum(2);
    return ops.reshape(sums, input.dimensions());
  }

  @Override
  public boolean movesNumbersOnly() {
    return constants == null && keepsOrder();
  }

  @Override
  public String description() {
    return "moved numbers";
  }
}

package io.github.dl4jdeeplift.keras.translate;

import io.github.dl4jdeeplift.keras.layer.LogSumExpVertex;
import io.github.dl4jdeeplift.keras.layer.PermuteVertex;
import io.github.dl4jdeeplift.keras.layer.SumVertex;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;

/** Sums, means, extremes and log-sums of exponentials along dimensions. */
enum Reductions implements Operation {
  SUM,
  MEAN,
  MAXIMUM,
  MINIMUM,
  LOG_SUM_EXP;

  @Override
  public Translation translate(OperationCall call) {
    TensorShape input = call.input();
    List<Integer> axes = call.integers(2, "axis", "axes", "reduction_indices");
    boolean kept = call.flag(3, "keepdims", "keep_dims");
    if (!call.argument(4, "initial").isMissingNode()) {
      throw call.invalid("initial", call.argument(4, "initial"));
    }
    if (axes.isEmpty()) {
      throw call.layer().unsupported("it sums over the examples too; name the axes");
    }
    List<Integer> dimensions = call.dimensions(axes, input);
    TensorShape output = output(call, input, dimensions, kept);
    return switch (this) {
      case SUM, MEAN -> {
        List<Integer> withBatch = dimensions.stream().map(each -> each + 1).toList();
        yield Translation.of(new SumVertex(withBatch, this == MEAN, kept), output);
      }
      case MAXIMUM -> maximum(call, input, dimensions, output);
      case MINIMUM ->
          negative(input).then(maximum(call, input, dimensions, output)).then(negative(output));
      case LOG_SUM_EXP -> logSumExp(call, input, dimensions, output);
    };
  }

  private static Translation negative(TensorShape shape) {
    return Translation.of(new ScaleVertex(-1), shape);
  }

  private static TensorShape output(
      OperationCall call, TensorShape input, List<Integer> dimensions, boolean kept) {
    List<Long> sizes = new ArrayList<>();
    for (int dimension = 0; dimension < input.rank(); dimension++) {
      if (!dimensions.contains(dimension)) {
        sizes.add(input.size(dimension));
      } else if (kept) {
        sizes.add(1L);
      }
    }
    if (sizes.isEmpty()) {
      throw call.layer()
          .unsupported("it leaves no dimension beside the batch: call it with keepdims=True");
    }
    return new TensorShape(sizes);
  }

  /** Brings the dimensions together in front, and pools over them. */
  private static Translation maximum(
      OperationCall call, TensorShape input, List<Integer> dimensions, TensorShape output) {
    GlobalPoolingLayer pooling =
        new GlobalPoolingLayer.Builder(PoolingType.MAX)
            .poolingDimensions(1)
            .collapseDimensions(true)
            .build();
    List<Integer> kept = others(input, dimensions);
    if (input.rank() == 2 && dimensions.equals(List.of(0)) && output.rank() == 1) {
      return Translation.of(pooling, output);
    }
    input.requireKnown(call.layer());
    List<Integer> order = new ArrayList<>(dimensions);
    order.addAll(kept);
    return ordered(input, order)
        .then(Reshapes.to(TensorShape.of(length(input, dimensions), length(input, kept))))
        .then(Translation.of(pooling, TensorShape.of(length(input, kept))))
        .then(Reshapes.to(output));
  }

  /** Brings the dimensions together at the end. */
  private static Translation logSumExp(
      OperationCall call, TensorShape input, List<Integer> dimensions, TensorShape output) {
    if (dimensions.equals(List.of(input.rank() - 1)) && output.rank() == input.rank()) {
      return Translation.of(new LogSumExpVertex(), output);
    }
    input.requireKnown(call.layer());
    List<Integer> kept = others(input, dimensions);
    List<Integer> order = new ArrayList<>(kept);
    order.addAll(dimensions);
    return ordered(input, order)
        .then(Reshapes.to(TensorShape.of(length(input, kept), length(input, dimensions))))
        .then(Translation.of(new LogSumExpVertex(), TensorShape.of(length(input, kept), 1)))
        .then(Reshapes.to(output));
  }

  private static List<Integer> others(TensorShape input, List<Integer> dimensions) {
    return IntStream.range(0, input.rank()).boxed().filter(d -> !dimensions.contains(d)).toList();
  }

  private static long length(TensorShape input, List<Integer> dimensions) {
    return dimensions.stream().mapToLong(input::size).reduce(1, (a, b) -> a * b);
  }

  private static Translation ordered(TensorShape input, List<Integer> order) {
    int[] withBatch =
        IntStream.concat(IntStream.of(0), order.stream().mapToInt(each -> each + 1)).toArray();
    TensorShape output = new TensorShape(order.stream().map(input::size).toList());
    return Translation.of(new PermuteVertex(withBatch), output);
  }
}

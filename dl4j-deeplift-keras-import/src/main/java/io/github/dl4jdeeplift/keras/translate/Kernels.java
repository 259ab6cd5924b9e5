package io.github.dl4jdeeplift.keras.translate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Where Deeplearning4j keeps the kernels and biases of dense layers and convolutions.
 *
 * @param kernel sizes of the kernel, one for each dimension
 * @param in channels of the input
 * @param out channels of the output
 */
record Kernels(List<Integer> kernel, long in, long out) {
  private static final String KERNEL = ConvolutionParamInitializer.WEIGHT_KEY;
  private static final String BIAS = ConvolutionParamInitializer.BIAS_KEY;

  /** Returns the slots of a dense layer: [in, out] in both. */
  static List<WeightSlot> dense(long in, long out, boolean bias) {
    return withBias(WeightSlot.same("kernel", KERNEL, in, out), out, bias);
  }

  /** Returns the slots of a dense layer that is a convolution over single cells. */
  List<WeightSlot> dense(boolean bias) {
    return slots("kernel", UnaryOperator.identity(), bias, in, out);
  }

  /** Returns the slots of a projection, of which Keras stores kernel and bias in other shapes. */
  List<WeightSlot> reshaped(boolean bias, long[] storedKernel, long... storedBias) {
    List<WeightSlot> slots =
        new ArrayList<>(slots("kernel", UnaryOperator.identity(), false, storedKernel));
    if (bias) {
      UnaryOperator<INDArray> flat = stored -> stored.reshape('c', new long[] {out});
      slots.add(WeightSlot.arranged("bias", BIAS, flat, storedBias));
    }
    return slots;
  }

  /** Returns the slots of a convolution, of which Keras stores [kernel, in of a group, out]. */
  List<WeightSlot> slots(int groups, boolean bias) {
    UnaryOperator<INDArray> whole = stored -> groups == 1 ? stored : apart(stored, groups);
    return slots("kernel", whole, bias, sizes(in / groups, out));
  }

  /**
   * Returns the slots of a depthwise convolution, of which Keras stores [kernel, in, multiplier].
   */
  List<WeightSlot> depthwise(long multiplier, boolean bias) {
    UnaryOperator<INDArray> whole =
        stored -> apart(stored.reshape('c', sizes(1, out)), Math.toIntExact(in));
    return slots("depthwise_kernel", whole, bias, sizes(in, multiplier));
  }

  /** Returns the slots of the convolution over single cells behind a depthwise one. */
  List<WeightSlot> pointwise(boolean bias) {
    return slots("pointwise_kernel", UnaryOperator.identity(), bias, sizes(in, out));
  }

  /** Returns the slots of a transposed convolution, of which Keras stores [kernel, out, in]. */
  List<WeightSlot> mirrored(boolean bias) {
    return slots("kernel", this::mirror, bias, sizes(out, in));
  }

  private List<WeightSlot> slots(
      String name, UnaryOperator<INDArray> whole, boolean bias, long... stored) {
    UnaryOperator<INDArray> declared =
        array -> declared(whole.apply(array).reshape('c', sizes(in, out)));
    return withBias(WeightSlot.arranged(name, KERNEL, declared, stored), out, bias);
  }

  private long[] sizes(long first, long second) {
    return LongStream.concat(
            kernel.stream().mapToLong(Integer::longValue), LongStream.of(first, second))
        .toArray();
  }

  /**
   * Brings [kernel, in, out] to the shape that Deeplearning4j declares: [out, in, kernel], but in
   * one dimension [out, in, width, 1], whose numbers it reads as [width, in, out].
   */
  private INDArray declared(INDArray whole) {
    return switch (kernel.size()) {
      case 1 -> whole.reshape('c', new long[] {out, in, kernel.get(0), 1});
      case 2 -> whole.permute(3, 2, 0, 1);
      default -> whole.permute(4, 3, 0, 1, 2);
    };
  }

  /** Returns a kernel over all channels that is 0 between groups: [cells, in, out]. */
  private INDArray apart(INDArray stored, int groups) {
    long cells = stored.length() / ((in / groups) * out);
    INDArray rows = stored.reshape('c', new long[] {cells, in / groups, out});
    INDArray whole = Nd4j.zeros(stored.dataType(), cells, in, out);
    for (int group = 0; group < groups; group++) {
      var columns = NDArrayIndex.interval(group * (out / groups), (group + 1) * (out / groups));
      var channels = NDArrayIndex.interval(group * (in / groups), (group + 1) * (in / groups));
      whole
          .get(NDArrayIndex.all(), channels, columns)
          .assign(rows.get(NDArrayIndex.all(), NDArrayIndex.all(), columns));
    }
    return whole;
  }

  /** Turns the cells of [kernel, out, in] around, and swaps its channels. */
  private INDArray mirror(INDArray stored) {
    long cells = stored.length() / (in * out);
    INDArray rows = stored.reshape('c', new long[] {cells, out, in});
    INDArray mirrored = Nd4j.zeros(stored.dataType(), cells, in, out);
    for (long cell = 0; cell < cells; cell++) {
      mirrored.slice(cells - 1 - cell).assign(rows.slice(cell).transpose());
    }
    return mirrored;
  }

  private static List<WeightSlot> withBias(WeightSlot kernel, long out, boolean bias) {
    List<WeightSlot> slots = new ArrayList<>(List.of(kernel));
    if (bias) {
      slots.add(WeightSlot.same("bias", BIAS, out));
    }
    return slots;
  }
}

package io.github.dl4jdeeplift.keras.translate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Where Deeplearning4j keeps the kernels and biases of dense layers and convolutions. */
final class Kernels {
  private static final String KERNEL = ConvolutionParamInitializer.WEIGHT_KEY;
  private static final String BIAS = ConvolutionParamInitializer.BIAS_KEY;

  private Kernels() {}

  /** Returns the slots of a dense layer: [in, out] in both. */
  static List<WeightSlot> dense(long in, long out, boolean bias) {
    return withBias(WeightSlot.same("kernel", KERNEL, in, out), out, bias);
  }

  /**
   * Returns the slots of a convolution over positions. Keras stores [width, in, out];
   * Deeplearning4j declares [out, in, width, 1], but reads the numbers as [width, in, out].
   *
   * @param stored the shape in which Keras stores the kernel
   */
  static List<WeightSlot> convolution1d(
      long width, long in, long out, boolean bias, long... stored) {
    UnaryOperator<INDArray> declare = kernel -> kernel.reshape('c', new long[] {out, in, width, 1});
    return withBias(WeightSlot.arranged("kernel", KERNEL, declare, stored), out, bias);
  }

  /**
   * Returns the slots of a convolution over an image. Keras stores [height, width, in, out],
   * Deeplearning4j [out, in, height, width].
   *
   * @param sizes height, width, in and out
   * @param stored the shape in which Keras stores the kernel
   */
  static List<WeightSlot> convolution2d(long[] sizes, boolean bias, long... stored) {
    UnaryOperator<INDArray> permute = kernel -> kernel.reshape('c', sizes).permute(3, 2, 0, 1);
    return withBias(WeightSlot.arranged("kernel", KERNEL, permute, stored), sizes[3], bias);
  }

  private static List<WeightSlot> withBias(WeightSlot kernel, long out, boolean bias) {
    List<WeightSlot> slots = new ArrayList<>(List.of(kernel));
    if (bias) {
      slots.add(WeightSlot.same("bias", BIAS, out));
    }
    return slots;
  }
}

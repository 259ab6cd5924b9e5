package io.github.dl4jdeeplift.keras.translate;

import io.github.dl4jdeeplift.keras.config.KerasLayer;
import io.github.dl4jdeeplift.keras.config.LayerOptions;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The options that convolutions share, one number for each dimension.
 *
 * @param filters number of output channels
 * @param kernel sizes of the kernel
 * @param strides steps between windows
 * @param dilation steps between the cells of a window
 * @param padding which windows there are at the ends
 * @param bias whether a bias is added
 */
record ConvolutionOptions(
    int filters,
    List<Integer> kernel,
    List<Integer> strides,
    List<Integer> dilation,
    Padding padding,
    boolean bias) {
  /** Reads the options of a convolution over so many dimensions. */
  static ConvolutionOptions read(KerasLayer layer, LayerOptions options, int dimensions) {
    options.requireChannelsLast();
    if (options.has("groups") && options.size("groups") != 1) {
      throw layer.unsupported(
          "groups "
              + options.size("groups")
              + " are not supported: only convolutions over all"
              + " channels are");
    }
    options.ignore("groups");
    return new ConvolutionOptions(
        options.size("filters"),
        options.sizes("kernel_size", dimensions),
        options.sizes("strides", dimensions),
        options.sizes("dilation_rate", dimensions),
        Padding.of(layer, options, dimensions == 1),
        options.flag("use_bias"));
  }

  /** Returns the windows along each dimension of an input. */
  List<WindowAxis> axes(TensorShape input) {
    return IntStream.range(0, kernel.size())
        .mapToObj(
            axis -> {
              long span = (kernel.get(axis) - 1L) * dilation.get(axis) + 1;
              return new WindowAxis(input.size(axis), span, strides.get(axis));
            })
        .toList();
  }
}

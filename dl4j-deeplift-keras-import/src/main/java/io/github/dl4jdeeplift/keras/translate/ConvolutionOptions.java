package io.github.dl4jdeeplift.keras.translate;

import io.github.dl4jdeeplift.keras.config.KerasLayer;
import io.github.dl4jdeeplift.keras.config.LayerOptions;
import java.util.Collections;
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
    return read(layer, options, dimensions, 0);
  }

  /**
   * Reads the options of a convolution over so many dimensions.
   *
   * @param filters number of output channels, or 0 where it is an option
   */
  static ConvolutionOptions read(
      KerasLayer layer, LayerOptions options, int dimensions, int filters) {
    options.requireChannelsLast();
    List<Integer> dilation = dilation(options, dimensions);
    if (dimensions == 3 && dilation.stream().anyMatch(distance -> distance > 1)) {
      throw layer.unsupported("dilation_rate " + dilation + " is not supported over volumes");
    }
    return new ConvolutionOptions(
        filters > 0 ? filters : options.size("filters"),
        options.sizes("kernel_size", dimensions),
        options.sizes("strides", dimensions),
        dilation,
        Padding.of(layer, options, dimensions == 1),
        options.flag("use_bias"));
  }

  /** Transposed convolutions over volumes have no such option. */
  private static List<Integer> dilation(LayerOptions options, int dimensions) {
    return options.has("dilation_rate")
        ? options.sizes("dilation_rate", dimensions)
        : Collections.nCopies(dimensions, 1);
  }

  /** Returns the same windows with other channels. */
  ConvolutionOptions with(int otherFilters, boolean otherBias) {
    return new ConvolutionOptions(otherFilters, kernel, strides, dilation, padding, otherBias);
  }

  /** Returns the same convolution with other windows at the ends. */
  ConvolutionOptions with(Padding otherPadding) {
    return new ConvolutionOptions(filters, kernel, strides, dilation, otherPadding, bias);
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

package io.github.dl4jdeeplift.keras.translate;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dl4jdeeplift.keras.config.KerasLayer;
import io.github.dl4jdeeplift.keras.config.LayerOptions;
import io.github.dl4jdeeplift.keras.layer.Spread;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * {@code Conv1DTranspose}, {@code Conv2DTranspose} and {@code Conv3DTranspose}: cells spread apart
 * by zeros, padded with zeros, and a convolution with the mirrored kernel. So the ends are
 * TensorFlow's, which Deeplearning4j's own layer cuts elsewhere.
 */
record TransposedTranslator(int dimensions) implements SingleInputTranslator {
  @Override
  public Translation translate(KerasLayer layer, LayerOptions options, TensorShape input) {
    input.requireRank(layer, dimensions + 1, dimensions + 1);
    ConvolutionOptions read = ConvolutionOptions.read(layer, options, dimensions);
    options.ignore("groups");
    if (read.padding() == Padding.CAUSAL || read.dilation().stream().anyMatch(d -> d > 1)) {
      throw layer.unsupported("causal padding and dilation are not supported: rebuild it without");
    }
    List<Integer> more = outputPadding(layer, options);
    int[] before = new int[dimensions];
    int[] after = new int[dimensions];
    List<Long> sizes = new ArrayList<>(input.sizes());
    for (int axis = 0; axis < dimensions; axis++) {
      Ends ends = Ends.of(read, axis, more.isEmpty() ? null : more.get(axis));
      before[axis] = ends.before;
      after[axis] = ends.after;
      long size = input.size(axis);
      long stride = read.strides().get(axis);
      long spread = (size - 1) * stride + 1 + ends.before + ends.after;
      sizes.set(axis, size == TensorShape.UNKNOWN ? size : spread);
    }
    int[] strides = read.strides().stream().mapToInt(Integer::intValue).toArray();
    Translation spread = Translation.of(new Spread(strides, before, after), new TensorShape(sizes));
    return spread.then(convolution(layer, options, read, spread.output()));
  }

  private Translation convolution(
      KerasLayer layer, LayerOptions options, ConvolutionOptions read, TensorShape spread) {
    int in = spread.knownChannels(layer);
    List<Integer> ones = Collections.nCopies(dimensions, 1);
    ConvolutionOptions plain =
        new ConvolutionOptions(
            read.filters(), read.kernel(), ones, ones, Padding.VALID, read.bias());
    Convolutions convolution =
        new Convolutions(plain, in, Activations.of(layer, options, TensorShape.of(read.filters())));
    Kernels kernels = new Kernels(read.kernel(), in, read.filters());
    return convolution.translate(layer, spread, kernels.mirrored(read.bias()));
  }

  private List<Integer> outputPadding(KerasLayer layer, LayerOptions options) {
    JsonNode node = options.node("output_padding");
    if (node.isMissingNode() || node.isNull()) {
      return List.of();
    }
    if (node.isIntegralNumber()) {
      return Collections.nCopies(dimensions, node.intValue());
    }
    List<Integer> more = options.integers("output_padding", 0);
    if (more.size() != dimensions) {
      throw layer.unsupported("output_padding " + more + " is not " + dimensions + " numbers");
    }
    return more;
  }

  /**
   * Zeros at the ends of the spread cells. The whole transposed convolution has (n − 1)·stride +
   * width cells; Keras's output is a part of it, or longer by cells of 0.
   */
  private record Ends(int before, int after) {
    static Ends of(
        ConvolutionOptions read, int axis, @org.jspecify.annotations.Nullable Integer more) {
      int width = read.kernel().get(axis);
      int stride = read.strides().get(axis);
      boolean same = read.padding() == Padding.SAME;
      int cut; // cells of the whole that Keras leaves out
      if (more == null) {
        cut = same ? width - stride : -Math.max(0, stride - width);
      } else {
        cut = (same ? 2 * (width / 2) : 0) - more;
      }
      int first = Math.max(cut, 0) / 2;
      return new Ends(width - 1 - first, width - 1 - (cut - first));
    }
  }
}

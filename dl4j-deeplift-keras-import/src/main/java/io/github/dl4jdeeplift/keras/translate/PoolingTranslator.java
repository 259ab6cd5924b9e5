package io.github.dl4jdeeplift.keras.translate;

import io.github.dl4jdeeplift.keras.config.KerasLayer;
import io.github.dl4jdeeplift.keras.config.LayerOptions;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.Subsampling1DLayer;
import org.deeplearning4j.nn.conf.layers.Subsampling3DLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;

/**
 * {@code MaxPooling1D}, {@code AveragePooling1D}, and their 2D and 3D forms. An average is over the
 * cells of the input alone, in Keras and here.
 */
record PoolingTranslator(PoolingType type, int dimensions) implements SingleInputTranslator {
  @Override
  public Translation translate(KerasLayer layer, LayerOptions options, TensorShape input) {
    input.requireRank(layer, dimensions + 1, dimensions + 1);
    options.requireChannelsLast();
    List<Integer> window = options.sizes("pool_size", dimensions);
    List<Integer> strides = options.has("strides") ? options.sizes("strides", dimensions) : window;
    options.ignore("strides");
    Padding padding = Padding.of(layer, options, false);
    List<WindowAxis> axes =
        IntStream.range(0, dimensions)
            .mapToObj(axis -> new WindowAxis(input.size(axis), window.get(axis), strides.get(axis)))
            .toList();
    TensorShape output = input;
    for (int axis = 0; axis < dimensions; axis++) {
      output = output.with(axis, axes.get(axis).windows(layer, padding));
    }
    ConvolutionMode mode = padding.mode(layer, axes);
    Layer pooling =
        switch (dimensions) {
          case 1 -> pooling1d(window, strides, mode);
          case 2 -> pooling2d(window, strides, mode);
          default -> pooling3d(window, strides, mode);
        };
    return Translation.of(pooling, output);
  }

  private Subsampling3DLayer pooling3d(
      List<Integer> window, List<Integer> strides, ConvolutionMode mode) {
    return new Subsampling3DLayer.Builder(Subsampling3DLayer.PoolingType.valueOf(type.name()))
        .kernelSize(window.get(0), window.get(1), window.get(2))
        .stride(strides.get(0), strides.get(1), strides.get(2))
        .dataFormat(Convolution3D.DataFormat.NDHWC)
        .convolutionMode(mode)
        .build();
  }

  private SubsamplingLayer pooling1d(
      List<Integer> window, List<Integer> strides, ConvolutionMode mode) {
    Subsampling1DLayer pooling =
        new Subsampling1DLayer.Builder(window.get(0), strides.get(0))
            .dataFormat(CNN2DFormat.NHWC)
            .convolutionMode(mode)
            .build();
    pooling.setPoolingType(type); // the builder drops the type it is given
    return pooling;
  }

  private SubsamplingLayer pooling2d(
      List<Integer> window, List<Integer> strides, ConvolutionMode mode) {
    return new SubsamplingLayer.Builder(type)
        .kernelSize(window.get(0), window.get(1))
        .stride(strides.get(0), strides.get(1))
        .dataFormat(CNN2DFormat.NHWC)
        .convolutionMode(mode)
        .build();
  }
}

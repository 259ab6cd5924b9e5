package io.github.dl4jdeeplift.benchmark;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.Subsampling1DLayer;
import org.nd4j.linalg.activations.Activation;

/** Layers on sequences in NWC, the format of Keras. */
final class Layers {
  private Layers() {}

  /**
   * Sizes of a convolution.
   *
   * @param in channels in
   * @param out channels out
   * @param kernel width of the kernel
   */
  record Kernel(int in, int out, int kernel) {}

  static Convolution1DLayer same(Kernel kernel, int dilation, Activation activation) {
    return builder(kernel, activation)
        .convolutionMode(ConvolutionMode.Same)
        .dilation(dilation)
        .build();
  }

  static Convolution1DLayer valid(Kernel kernel, Activation activation) {
    return builder(kernel, activation).convolutionMode(ConvolutionMode.Truncate).build();
  }

  private static Convolution1DLayer.Builder builder(Kernel kernel, Activation activation) {
    return new Convolution1DLayer.Builder(kernel.kernel())
        .rnnDataFormat(RNNFormat.NWC)
        .nIn(kernel.in())
        .nOut(kernel.out())
        .activation(activation);
  }

  static BatchNormalization batchNormalization(int channels) {
    return new BatchNormalization.Builder()
        .dataFormat(CNN2DFormat.NHWC)
        .useLogStd(false)
        .nIn(channels)
        .nOut(channels)
        .build();
  }

  static Subsampling1DLayer maxPooling(int width) {
    Subsampling1DLayer.Builder builder =
        new Subsampling1DLayer.Builder(PoolingType.MAX).kernelSize(width).stride(width);
    builder.dataFormat(CNN2DFormat.NHWC);
    return builder.build();
  }

  static ActivationLayer relu() {
    return new ActivationLayer(Activation.RELU);
  }

  static DenseLayer dense(int in, int out, Activation activation) {
    return new DenseLayer.Builder().nIn(in).nOut(out).activation(activation).build();
  }
}

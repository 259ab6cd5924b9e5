package io.github.dl4jdeeplift.benchmark;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;

/** A network on images of digits in NCHW, and a recurrent one. */
final class OtherNetworks {
  static final int LSTM_CHANNELS = 8;

  private OtherNetworks() {}

  static MultiLayerNetwork mnist() {
    return new MultiLayerNetwork(
        new NeuralNetConfiguration.Builder()
            .list(
                convolution(1, 32),
                convolution(32, 64),
                new SubsamplingLayer.Builder(PoolingType.MAX).kernelSize(2, 2).stride(2, 2).build(),
                Layers.dense(64 * 12 * 12, 128, Activation.RELU),
                Layers.dense(128, 10, Activation.IDENTITY))
            .inputPreProcessor(3, new CnnToFeedForwardPreProcessor(12, 12, 64))
            .build());
  }

  private static ConvolutionLayer convolution(int in, int out) {
    return new ConvolutionLayer.Builder(3, 3).nIn(in).nOut(out).activation(Activation.RELU).build();
  }

  static MultiLayerNetwork lstm() {
    LSTM lstm =
        new LSTM.Builder()
            .dataFormat(RNNFormat.NWC)
            .nIn(LSTM_CHANNELS)
            .nOut(64)
            .activation(Activation.TANH)
            .build();
    return new MultiLayerNetwork(
        new NeuralNetConfiguration.Builder()
            .list(new LastTimeStep(lstm), Layers.dense(64, 10, Activation.IDENTITY))
            .build());
  }
}

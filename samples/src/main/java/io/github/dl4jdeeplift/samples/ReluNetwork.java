package io.github.dl4jdeeplift.samples;

import java.util.List;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** A network of two dense layers with ReLUs and a softmax, in double precision. */
final class ReluNetwork {
  private static final int CLASSES = 10;
  private static final int BATCH = 50;
  private static final int EPOCHS = 20;
  private static final double BIAS = 0.5;

  private ReluNetwork() {}

  /**
   * Trains a network.
   *
   * @param inputs {@code [n, features]}
   * @param labels the class of each, 0 to 9
   * @param biases whether its layers have biases; they start at 0.5
   */
  static MultiLayerNetwork trained(INDArray inputs, int[] labels, boolean biases) {
    MultiLayerNetwork network = new MultiLayerNetwork(configuration(inputs.size(1), biases));
    network.init();
    INDArray classes = Nd4j.zeros(DataType.DOUBLE, labels.length, CLASSES);
    for (int example = 0; example < labels.length; example++) {
      classes.putScalar(example, labels[example], 1);
    }
    List<DataSet> batches = new DataSet(inputs, classes).batchBy(BATCH);
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
      batches.forEach(network::fit);
    }
    return network;
  }

  private static MultiLayerConfiguration configuration(long features, boolean biases) {
    return new NeuralNetConfiguration.Builder()
        .seed(1)
        .dataType(DataType.DOUBLE)
        .biasInit(BIAS)
        .updater(new Adam(3e-3))
        .list(
            dense(64, biases),
            dense(32, biases),
            new OutputLayer.Builder(LossFunction.MCXENT)
                .nOut(CLASSES)
                .activation(Activation.SOFTMAX)
                .hasBias(biases)
                .build())
        .setInputType(InputType.feedForward(features))
        .build();
  }

  private static DenseLayer dense(int units, boolean biases) {
    return new DenseLayer.Builder().nOut(units).activation(Activation.RELU).hasBias(biases).build();
  }
}

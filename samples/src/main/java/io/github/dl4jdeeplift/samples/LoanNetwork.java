package io.github.dl4jdeeplift.samples;

import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** A dense network with one sigmoid. */
final class LoanNetwork {
  private static final int BATCH = 200;
  private static final int EPOCHS = 8;

  private LoanNetwork() {}

  /**
   * Trains a network.
   *
   * @param features {@code [n, features]}, of deviations about 1
   * @param labels {@code [n, 1]}, 0 or 1
   */
  static MultiLayerNetwork trained(INDArray features, INDArray labels) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Adam(5e-3))
                .list(
                    new DenseLayer.Builder().nOut(32).activation(Activation.RELU).build(),
                    new DenseLayer.Builder().nOut(16).activation(Activation.RELU).build(),
                    new OutputLayer.Builder(LossFunction.XENT)
                        .nOut(1)
                        .activation(Activation.SIGMOID)
                        .build())
                .setInputType(InputType.feedForward(features.size(1)))
                .build());
    network.init();
    List<DataSet> batches = new DataSet(features, labels).batchBy(BATCH);
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
      batches.forEach(network::fit);
    }
    return network;
  }
}

package io.github.dl4jdeeplift;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Networks small enough to work out by hand. */
final class SmallNetworks {
  private SmallNetworks() {}

  static MultiLayerNetwork of(Layer... layers) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(7)
                .dataType(DataType.DOUBLE)
                .list(layers)
                .build());
    network.init();
    return network;
  }

  static DenseLayer dense(int in, int out, Activation activation) {
    return new DenseLayer.Builder().nIn(in).nOut(out).activation(activation).build();
  }

  static LossLayer loss(Activation activation) {
    return new LossLayer.Builder(LossFunction.MSE).activation(activation).build();
  }

  static void set(MultiLayerNetwork network, String key, double[][] values) {
    network.setParam(key, Nd4j.createFromArray(values));
  }

  static void setBias(MultiLayerNetwork network, String key, double... values) {
    network.getParam(key).assign(Nd4j.createFromArray(values));
  }
}

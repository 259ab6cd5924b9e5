package io.github.dl4jdeeplift;

import java.util.function.UnaryOperator;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
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

  /** Builds a graph in double precision. */
  static ComputationGraph graph(UnaryOperator<GraphBuilder> vertices) {
    GraphBuilder builder =
        new NeuralNetConfiguration.Builder().seed(7).dataType(DataType.DOUBLE).graphBuilder();
    builder.validateOutputLayerConfig(false);
    ComputationGraph graph = new ComputationGraph(vertices.apply(builder).build());
    graph.init();
    return graph;
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

  /** Returns an array of doubles, numbers in C order. */
  static INDArray array(long[] shape, double... values) {
    return Nd4j.createFromArray(values).reshape('c', shape);
  }

  /** Returns 1, 2, 3, ... in C order. */
  static INDArray counted(long... shape) {
    long length = java.util.Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    return Nd4j.linspace(1, length, length, DataType.DOUBLE).reshape('c', shape);
  }

  static void setBias(MultiLayerNetwork network, String key, double... values) {
    network.getParam(key).assign(Nd4j.createFromArray(values));
  }
}

package io.github.dl4jdeeplift.cli;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.layers.Convolution1D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Networks of Deeplearning4j, small enough to be worked out by hand. */
final class TestNetworks {
  private TestNetworks() {}

  /** The network of the 2016 paper's Figure 1: y = relu(x1 + 2 x2 + 2), output 0.1 + 0.2 y. */
  static MultiLayerNetwork figure1(DataType type) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .dataType(type)
                .list()
                .layer(new DenseLayer.Builder().nIn(2).nOut(1).activation(Activation.RELU).build())
                .layer(output(1))
                .build());
    network.init();
    network.getLayer(0).setParam("W", Nd4j.createFromArray(1.0, 2.0).reshape(2, 1).castTo(type));
    network.getLayer(0).setParam("b", Nd4j.createFromArray(2.0).castTo(type));
    network.getLayer(1).setParam("W", Nd4j.createFromArray(0.2).reshape(1, 1).castTo(type));
    network.getLayer(1).setParam("b", Nd4j.createFromArray(0.1).castTo(type));
    return network;
  }

  /** The smaller of two numbers: "first" is x1, "difference" relu(x1 - x2), "out" x1 - that. */
  static ComputationGraph minimum() {
    GraphBuilder builder =
        graph()
            .addInputs("x")
            .addLayer("first", dense(2, Activation.IDENTITY), "x")
            .addLayer("difference", dense(2, Activation.RELU), "x")
            .addVertex("both", new MergeVertex(), "first", "difference")
            .addLayer("out", output(2), "both")
            .setOutputs("out");
    ComputationGraph network = new ComputationGraph(builder.build());
    network.init();
    set(network, "first", 1, 0);
    set(network, "difference", 1, -1);
    set(network, "out", 1, -1);
    return network;
  }

  /** The largest number of a sequence of one channel, channels first. */
  static ComputationGraph maximum() {
    GraphBuilder builder =
        graph()
            .addInputs("x")
            .addLayer(
                "pool",
                new GlobalPoolingLayer.Builder(PoolingType.MAX).poolingDimensions(2).build(),
                "x")
            .addLayer("out", output(1), "pool")
            .setOutputs("out");
    ComputationGraph network = new ComputationGraph(builder.build());
    network.init();
    set(network, "out", 1);
    return network;
  }

  /** A convolution over DNA, global maxima and a sigmoid, with random weights of one seed. */
  static ComputationGraph sequences(RNNFormat format) {
    GraphBuilder builder =
        graph()
            .addInputs("dna")
            .addLayer(
                "convolution",
                new Convolution1D.Builder(3)
                    .rnnDataFormat(format)
                    .nIn(4)
                    .nOut(5)
                    .activation(Activation.RELU)
                    .build(),
                "dna")
            .addLayer(
                "pool",
                new GlobalPoolingLayer.Builder()
                    .poolingDimensions(format == RNNFormat.NWC ? 1 : 2)
                    .build(),
                "convolution")
            .addLayer(
                "out",
                new OutputLayer.Builder(LossFunction.XENT)
                    .nIn(5)
                    .nOut(1)
                    .activation(Activation.SIGMOID)
                    .build(),
                "pool")
            .setOutputs("out");
    ComputationGraph network = new ComputationGraph(builder.build());
    network.init();
    return network;
  }

  /** The largest numbers of a sequence of four channels, channels first, and two features. */
  static ComputationGraph sequenceAndFeatures() {
    GraphBuilder builder =
        graph()
            .addInputs("dna", "features")
            .addLayer(
                "pool",
                new GlobalPoolingLayer.Builder(PoolingType.MAX).poolingDimensions(2).build(),
                "dna")
            .addVertex("both", new MergeVertex(), "pool", "features")
            .addLayer("out", output(6), "both")
            .setOutputs("out");
    ComputationGraph network = new ComputationGraph(builder.build());
    network.init();
    return network;
  }

  private static GraphBuilder graph() {
    return new NeuralNetConfiguration.Builder().seed(3).graphBuilder();
  }

  private static DenseLayer dense(int inputs, Activation activation) {
    return new DenseLayer.Builder().nIn(inputs).nOut(1).activation(activation).build();
  }

  private static OutputLayer output(int inputs) {
    return new OutputLayer.Builder(LossFunction.MSE)
        .nIn(inputs)
        .nOut(1)
        .activation(Activation.IDENTITY)
        .build();
  }

  private static void set(ComputationGraph network, String layer, double... weights) {
    INDArray column = Nd4j.createFromArray(weights).castTo(DataType.FLOAT);
    network.getLayer(layer).setParam("W", column.reshape(weights.length, 1));
  }
}

package io.github.dl4jdeeplift.benchmark;

import io.github.dl4jdeeplift.benchmark.Layers.Kernel;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;

/**
 * BPNet (Avsec et al. 2021): a convolution, nine dilated residual ones, and two heads, a profile of
 * logits and a count.
 */
final class BpNet {
  static final String COUNT = "count";
  static final String PROFILE = "profile";
  private static final int FILTERS = 64;
  private static final int DILATED = 9;

  private BpNet() {}

  static ComputationGraph network() {
    GraphBuilder builder = new NeuralNetConfiguration.Builder().graphBuilder();
    builder.validateOutputLayerConfig(false);
    builder.addInputs("sequence");
    builder.addLayer(
        "first", Layers.same(new Kernel(4, FILTERS, 21), 1, Activation.RELU), "sequence");
    String trunk = "first";
    for (int layer = 1; layer <= DILATED; layer++) {
      trunk = residual(builder, trunk, layer);
    }
    builder.addLayer(
        PROFILE, Layers.same(new Kernel(FILTERS, 1, 75), 1, Activation.IDENTITY), trunk);
    builder.addLayer(
        "pooled",
        new GlobalPoolingLayer.Builder(PoolingType.AVG).poolingDimensions(1).build(),
        trunk);
    builder.addLayer(COUNT, Layers.dense(FILTERS, 1, Activation.IDENTITY), "pooled");
    return new ComputationGraph(builder.setOutputs(PROFILE, COUNT).build());
  }

  private static String residual(GraphBuilder builder, String trunk, int layer) {
    Kernel kernel = new Kernel(FILTERS, FILTERS, 3);
    builder.addLayer("dilated" + layer, Layers.same(kernel, 1 << layer, Activation.RELU), trunk);
    builder.addVertex(
        "added" + layer, new ElementWiseVertex(ElementWiseVertex.Op.Add), trunk, "dilated" + layer);
    return "added" + layer;
  }
}

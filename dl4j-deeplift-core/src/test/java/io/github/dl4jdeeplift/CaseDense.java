package io.github.dl4jdeeplift;

import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.graph.ReshapeVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToRnnPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.RnnToFeedForwardPreProcessor;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A dense layer of a numeric case, which works on the last dimension: on sequences by
 * preprocessors, on images as on sequences of their pixels.
 *
 * @param name its name; vertices that it needs besides are named after it
 */
record CaseDense(CaseNetwork network, String name, String input) {
  void add(INDArray kernel, INDArray bias) {
    long[] shape = network.shape(input);
    switch (shape.length) {
      case 1 -> network.addLayer(name, layer(name, kernel, bias), input);
      case 2 -> sequence(name, input, kernel, bias);
      case 3 -> image(shape, kernel, bias);
      default -> throw new IllegalArgumentException("dense layer on rank " + (shape.length + 1));
    }
  }

  private DenseLayer layer(String layer, INDArray kernel, INDArray bias) {
    network.setParameter(layer, "W", kernel);
    network.setParameter(layer, "b", bias);
    return new DenseLayer.Builder()
        .nIn(kernel.size(0))
        .nOut(kernel.size(1))
        .activation(Activation.IDENTITY)
        .build();
  }

  private void sequence(String to, String from, INDArray kernel, INDArray bias) {
    String steps = to + "-steps";
    RnnToFeedForwardPreProcessor apart = new RnnToFeedForwardPreProcessor(RNNFormat.NWC);
    network.addLayer(steps, layer(steps, kernel, bias), apart, from);
    ActivationLayer identity = new ActivationLayer(Activation.IDENTITY);
    network.addLayer(to, identity, new FeedForwardToRnnPreProcessor(RNNFormat.NWC), steps);
  }

  private void image(long[] shape, INDArray kernel, INDArray bias) {
    int height = Math.toIntExact(shape[0]);
    int width = Math.toIntExact(shape[1]);
    int channels = Math.toIntExact(shape[2]);
    int units = Math.toIntExact(kernel.size(1));
    network.addVertex(name + "-pixels", new ReshapeVertex(-1, height * width, channels), input);
    sequence(name + "-dense", name + "-pixels", kernel, bias);
    network.addVertex(name, new ReshapeVertex(-1, height, width, units), name + "-dense");
  }
}

package io.github.dl4jdeeplift.benchmark;

import io.github.dl4jdeeplift.benchmark.Layers.Kernel;
import io.jhdf.HdfFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The network on simulated sequences that the authors of DeepLIFT publish with their program, from
 * its file of Keras weights.
 */
final class AuthorsNetwork {
  private AuthorsNetwork() {}

  private static Path weights() {
    return Path.of(System.getProperty("deeplift.models", "../shared/models"))
        .resolve("deeplift-genomics/weights.h5");
  }

  static boolean isThere() {
    return Files.exists(weights());
  }

  static String whereabouts() {
    return "the authors' network is left out: no " + weights() + " (-Ddeeplift.models=FOLDER)";
  }

  static MultiLayerNetwork network() {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .list(
                    Layers.valid(new Kernel(4, 50, 11), Activation.RELU),
                    Layers.valid(new Kernel(50, 50, 11), Activation.RELU),
                    new GlobalPoolingLayer.Builder(PoolingType.AVG).poolingDimensions(1).build(),
                    Layers.dense(50, 50, Activation.RELU),
                    Layers.dense(50, 3, Activation.IDENTITY))
                .build());
    network.init();
    try (HdfFile file = new HdfFile(weights())) {
      fill(network, file);
    }
    return network;
  }

  private static void fill(MultiLayerNetwork network, HdfFile file) {
    String[] layers = {"conv1d_1", "conv1d_2", null, "dense_1", "dense_2"};
    for (int layer = 0; layer < layers.length; layer++) {
      if (layers[layer] != null) {
        String place = layers[layer] + "/" + layers[layer];
        copy(file, place + "/kernel:0", network.getParam(layer + "_W"));
        copy(file, place + "/bias:0", network.getParam(layer + "_b"));
      }
    }
  }

  /** Deeplearning4j keeps the kernel of a convolution in the order of Keras, whatever its shape. */
  private static void copy(HdfFile file, String place, INDArray parameter) {
    INDArray read = Nd4j.create((float[]) file.getDatasetByPath(place).getDataFlat());
    parameter.assign(read.reshape('c', parameter.shape()));
  }
}

package io.github.dl4jdeeplift.benchmark;

import io.github.dl4jdeeplift.benchmark.Layers.Kernel;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.preprocessors.KerasFlattenRnnPreprocessor;
import org.nd4j.linalg.activations.Activation;

/**
 * Convolutions, batch normalization, ReLU and max pooling on sequences of DNA, then dense layers.
 *
 * <p>Sizes are those of DeepSTARR (de Almeida et al. 2022) and Basset (Kelley et al. 2016).
 */
final class SequenceNetworks {
  private final List<Layer> layers = new ArrayList<>();
  private int channels = 4;
  private int length;

  private SequenceNetworks(int length) {
    this.length = length;
  }

  static MultiLayerNetwork deepStarr(int outputs) {
    return new SequenceNetworks(249)
        .block(256, 7, 2)
        .block(60, 3, 2)
        .block(60, 5, 2)
        .block(120, 3, 2)
        .dense(256, 256, outputs);
  }

  static MultiLayerNetwork basset(int outputs) {
    return new SequenceNetworks(600)
        .block(300, 19, 3)
        .block(200, 11, 4)
        .block(200, 7, 4)
        .dense(1000, 1000, outputs);
  }

  private SequenceNetworks block(int filters, int kernel, int pool) {
    layers.add(Layers.same(new Kernel(channels, filters, kernel), 1, Activation.IDENTITY));
    layers.add(Layers.batchNormalization(filters));
    layers.add(Layers.relu());
    layers.add(Layers.maxPooling(pool));
    channels = filters;
    length /= pool;
    return this;
  }

  private MultiLayerNetwork dense(int first, int second, int outputs) {
    int flattened = layers.size();
    layers.add(Layers.dense(channels * length, first, Activation.IDENTITY));
    layers.add(Layers.batchNormalization(first));
    layers.add(Layers.relu());
    layers.add(Layers.dense(first, second, Activation.IDENTITY));
    layers.add(Layers.batchNormalization(second));
    layers.add(Layers.relu());
    layers.add(Layers.dense(second, outputs, Activation.IDENTITY));
    return new MultiLayerNetwork(
        new NeuralNetConfiguration.Builder()
            .list(layers.toArray(new Layer[0]))
            .inputPreProcessor(flattened, new KerasFlattenRnnPreprocessor(channels, length))
            .build());
  }
}

package io.github.dl4jdeeplift.samples;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Convolution1D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.Subsampling1DLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer.PoolingType;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.preprocessors.ReshapePreprocessor;
import org.nd4j.evaluation.classification.ROC;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Trains a network on simulated DNA within Deeplearning4j, explains it and draws logos. */
public final class TrainAndExplain {
  private TrainAndExplain() {}

  /**
   * Trains, explains and draws.
   *
   * @param args the folder to draw into
   * @throws IOException if a logo cannot be written
   */
  public static void main(String[] args) throws IOException {
    Path output = Path.of(args.length > 0 ? args[0] : "samples/target/train-and-explain");
    MultiLayerNetwork network = trained(SimulatedDna.encoded(new SimulatedDna(1).draw(4000)));

    List<SimulatedDna.Sequence> heldOut = new SimulatedDna(2).draw(400);
    DataSet test = SimulatedDna.encoded(heldOut);
    ROC roc = new ROC();
    roc.eval(test.getLabels(), network.output(test.getFeatures()));
    System.out.printf("auROC on %d held-out sequences: %.3f%n", heldOut.size(), roc.calculateAUC());

    Explained explained = Explained.of(network, test.getFeatures());
    List<List<PlantedMotif>> motifs = heldOut.stream().map(SimulatedDna.Sequence::motifs).toList();
    List<Integer> positives =
        IntStream.range(0, heldOut.size())
            .filter(index -> heldOut.get(index).positive())
            .boxed()
            .toList();
    MotifReport.print(explained, positives, motifs, 1);
    for (int index : positives.subList(0, 5)) {
      String name = "sequence-" + index;
      LogoFiles.write(output.resolve(name), name, explained.sequence(index, 1), motifs.get(index));
    }
    System.out.println("logos: " + output);
  }

  private static MultiLayerNetwork trained(DataSet training) {
    MultiLayerNetwork network = new MultiLayerNetwork(configuration());
    network.init();
    List<DataSet> batches = training.batchBy(50);
    for (int epoch = 0; epoch < 6; epoch++) {
      for (DataSet batch : batches) {
        network.fit(batch);
      }
    }
    return network;
  }

  /** The paper's network: 20 filters of 15, maxima over 50 bases, two dense layers of 200. */
  private static MultiLayerConfiguration configuration() {
    return new NeuralNetConfiguration.Builder()
        .seed(1)
        .updater(new Adam(1e-3))
        .list(
            new Convolution1D.Builder(15)
                .nOut(20)
                .convolutionMode(ConvolutionMode.Same)
                .rnnDataFormat(RNNFormat.NCW)
                .activation(Activation.IDENTITY)
                .build(),
            new PReLULayer.Builder().inputShape(20, SimulatedDna.LENGTH).build(),
            pooling(),
            dense(),
            new PReLULayer.Builder().inputShape(200).build(),
            dense(),
            new PReLULayer.Builder().inputShape(200).build(),
            new OutputLayer.Builder(LossFunction.XENT)
                .nOut(1)
                .activation(Activation.SIGMOID)
                .build())
        // Without it Deeplearning4j would run the dense layers on each of the four windows.
        .inputPreProcessor(3, new ReshapePreprocessor(new long[] {20, 4}, new long[] {80}, false))
        .setInputType(InputType.recurrent(4, SimulatedDna.LENGTH, RNNFormat.NCW))
        .build();
  }

  private static Layer pooling() {
    return new Subsampling1DLayer.Builder(PoolingType.MAX, 50, 50)
        .dataFormat(CNN2DFormat.NCHW)
        .build();
  }

  private static Layer dense() {
    return new DenseLayer.Builder().nOut(200).activation(Activation.IDENTITY).build();
  }
}

package io.github.dl4jdeeplift.samples;

import io.github.dl4jdeeplift.Attribution;
import io.github.dl4jdeeplift.DeepLift;
import io.github.dl4jdeeplift.Reference;
import io.github.dl4jdeeplift.Target;
import io.github.dl4jdeeplift.training.AttributionAssert;
import io.github.dl4jdeeplift.training.AttributionListener;
import io.github.dl4jdeeplift.training.Share;
import io.github.dl4jdeeplift.training.Watched;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
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

/**
 * Watches what a network looks at while it trains, and asserts it afterwards: of ten features, two
 * decide and eight are noise.
 *
 * <p>Prints, every 40 iterations, the share of the contributions that the two have.
 */
public final class WatchTraining {
  private static final int FEATURES = 10;
  private static final int BATCH = 50;
  private static final int EPOCHS = 10;

  private final INDArray decisive = Nd4j.zeros(DataType.FLOAT, FEATURES);
  private final DataSet training;
  private final DataSet heldOut;
  private final MultiLayerNetwork network;
  private final List<Double> shares = new ArrayList<>();

  /** Draws the data and makes the network. */
  WatchTraining() {
    decisive.putScalar(2, 1);
    decisive.putScalar(7, 1);
    training = drawn(1000, 1);
    heldOut = drawn(100, 2);
    network = untrained();
  }

  /**
   * Trains and prints.
   *
   * @param args not read
   */
  public static void main(String[] args) {
    WatchTraining sample = new WatchTraining();
    sample.train();
    sample.check();
    System.out.println("after training the assertions hold");
  }

  /** A class is 1 where feature 2 is larger than feature 7. */
  private static DataSet drawn(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    INDArray features = Nd4j.create(DataType.FLOAT, count, FEATURES);
    INDArray labels = Nd4j.create(DataType.FLOAT, count, 2);
    for (int example = 0; example < count; example++) {
      for (int feature = 0; feature < FEATURES; feature++) {
        features.putScalar(example, feature, 2 * random.nextDouble() - 1);
      }
      boolean isLarger = features.getDouble(example, 2) > features.getDouble(example, 7);
      labels.putScalar(example, isLarger ? 1 : 0, 1);
    }
    return new DataSet(features, labels);
  }

  private static MultiLayerNetwork untrained() {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(4)
                .updater(new Adam(5e-3))
                .list(
                    new DenseLayer.Builder()
                        .nIn(FEATURES)
                        .nOut(24)
                        .activation(Activation.RELU)
                        .build(),
                    new OutputLayer.Builder(LossFunction.MCXENT)
                        .nIn(24)
                        .nOut(2)
                        .activation(Activation.SOFTMAX)
                        .build())
                .build());
    network.init();
    return network;
  }

  /** Trains, and prints what the listener sees. */
  void train() {
    network.addListeners(
        AttributionListener.of(heldOut.getFeatures(), Reference.zeros(), Target.logit(1))
            .everyIterations(40)
            .to(this::report));
    List<DataSet> batches = training.batchBy(BATCH);
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
      batches.forEach(network::fit);
    }
  }

  private void report(Watched watched) {
    INDArray sizes =
        org.nd4j.linalg.ops.transforms.Transforms.abs(watched.attribution().contributions(), true);
    double inside = sizes.mulRowVector(decisive).sumNumber().doubleValue();
    double share = inside / sizes.sumNumber().doubleValue();
    shares.add(share);
    System.out.printf(
        Locale.ROOT,
        "iteration %d: %.0f %% on the two features%n",
        watched.iteration(),
        100 * share);
  }

  /** Returns the shares that the listener saw. */
  List<Double> shares() {
    return List.copyOf(shares);
  }

  /** Asserts what holds of a trained network: as a test of the user's would. */
  void check() {
    Attribution attribution =
        DeepLift.builder(network)
            .build()
            .explain(heldOut.getFeatures(), Reference.zeros(), Target.logit(1));
    AttributionAssert.that(attribution)
        .isComplete(1e-5)
        .hasShareInside(decisive, Share.ABSOLUTE, 0.7)
        .hasRank(2, 2)
        .hasRank(2, 7);
  }
}

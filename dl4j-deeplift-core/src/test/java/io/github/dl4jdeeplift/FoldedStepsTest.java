package io.github.dl4jdeeplift;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jdeeplift.rule.shape.IdentityRule;
import java.util.Map;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToRnnPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.RnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Networks in which Deeplearning4j takes time steps for rows. */
class FoldedStepsTest {
  private static MultiLayerNetwork dense(Layer last, Map<Integer, InputPreProcessor> between) {
    NeuralNetConfiguration.ListBuilder layers =
        new NeuralNetConfiguration.Builder()
            .list()
            .layer(new LSTM.Builder().nIn(2).nOut(3).activation(Activation.TANH).build())
            .layer(new DenseLayer.Builder().name("dense").nIn(3).nOut(2).build());
    if (between.size() > 1) {
      layers.layer(last);
    }
    between.forEach(layers::inputPreProcessor);
    MultiLayerNetwork network = new MultiLayerNetwork(layers.build());
    network.init();
    return network;
  }

  /** Two examples of seven steps are 14 rows. */
  @Test
  void output_whoseRowsAreTimeSteps_isNamed() {
    MultiLayerNetwork network =
        dense(
            SmallNetworks.loss(Activation.IDENTITY), Map.of(1, new RnnToFeedForwardPreProcessor()));
    assertThatThrownBy(
            () ->
                DeepLift.builder(network)
                    .build()
                    .explain(Nd4j.ones(2, 2, 7), Reference.zeros(), Target.logit(0, 0)))
        .isInstanceOf(ParityException.class)
        .hasMessageContainingAll("'dense' (index 1, DenseLayer)", "[14, 2]", "RnnOutputLayer");
  }

  /** Rows inside of the network are no fault. */
  @Test
  void layerAtFault_behindRowsOfTimeSteps_isNamed() {
    Layer last =
        new RnnOutputLayer.Builder(LossFunction.MSE)
            .name("last")
            .nIn(2)
            .nOut(2)
            .activation(Activation.IDENTITY)
            .build();
    MultiLayerNetwork network =
        dense(
            last,
            Map.of(1, new RnnToFeedForwardPreProcessor(), 2, new FeedForwardToRnnPreProcessor()));
    assertThatThrownBy(
            () ->
                DeepLift.builder(network)
                    .rule(RnnOutputLayer.class, layer -> new IdentityRule())
                    .build()
                    .explain(Nd4j.ones(2, 2, 7), Reference.zeros(), Target.logit(0, 0)))
        .isInstanceOf(ParityException.class)
        .hasMessageContaining("'last' (index 2, RnnOutputLayer)");
  }
}

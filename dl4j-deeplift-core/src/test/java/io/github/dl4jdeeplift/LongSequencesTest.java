package io.github.dl4jdeeplift;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdeeplift.engine.Program;
import io.github.dl4jdeeplift.rule.Shape;
import java.util.List;
import java.util.Set;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Recurrent layers over hundreds of steps: programs stay as small as for a few. */
class LongSequencesTest {
  private static MultiLayerNetwork network() {
    return SmallNetworks.of(
        new LastTimeStep(new LSTM.Builder().nIn(4).nOut(8).activation(Activation.TANH).build()),
        SmallNetworks.dense(8, 1, Activation.IDENTITY));
  }

  private static Program program(long steps) {
    MultiLayerNetwork network = network();
    return Snapshot.of(network, DeepLift.builder(network).settings())
        .program(Set.of(Target.layer("layer1", 0).site()), List.of(new Shape(4, steps)), List.of());
  }

  @Test
  void program_ofFiveHundredSteps_isAsLargeAsThatOfFive() {
    Program few = program(5);
    Program many = program(500);
    assertThat(many.forwardOperations()).hasSameSizeAs(few.forwardOperations());
    assertThat(many.backwardOperations("layer1")).hasSameSizeAs(few.backwardOperations("layer1"));
  }

  @Test
  void contributions_overFiveHundredSteps_sum() {
    INDArray x = Nd4j.randn(DataType.DOUBLE, 2, 4, 500);
    Attribution attribution =
        DeepLift.builder(network())
            .requireCompleteness()
            .build()
            .explain(x, Reference.zeros(), Target.logit(0));
    INDArray sums = attribution.contributions().sum(1, 2);
    INDArray differences = attribution.output().sub(attribution.referenceOutput());
    assertThat(sums.sub(differences.reshape(2)).amaxNumber().doubleValue()).isLessThan(1e-9);
  }
}

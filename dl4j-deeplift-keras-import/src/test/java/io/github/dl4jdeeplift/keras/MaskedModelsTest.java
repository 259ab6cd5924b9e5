package io.github.dl4jdeeplift.keras;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdeeplift.Attribution;
import io.github.dl4jdeeplift.DeepLift;
import io.github.dl4jdeeplift.NonlinearityRule;
import io.github.dl4jdeeplift.Reference;
import io.github.dl4jdeeplift.Target;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Networks with masks, whose first two examples have the same one. */
class MaskedModelsTest {
  private static final int[] MASKED = {3, 4, 8};
  private static final int TIME = 12;

  static Stream<String> networks() {
    return KerasLayersTest.supported().filter(network -> network.contains("mask"));
  }

  /** The mask of the example is that of its reference, so that Keras computed both. */
  @ParameterizedTest
  @MethodSource("networks")
  void contributions_sumToTheDifferenceOfKerasOutputs(String network) {
    INDArray outputs = Fixtures.outputs(network)[0];
    Attribution attribution = explained(network, NonlinearityRule.RESCALE);

    INDArray contributions = attribution.contributions();
    double difference = first(outputs, 0) - first(outputs, 1);
    double scale =
        DoubleStream.of(1, first(outputs, 0), first(outputs, 1), norm(contributions))
            .map(Math::abs)
            .max()
            .orElseThrow();
    assertThat(contributions.sumNumber().doubleValue() - difference)
        .isBetween(-1e-5 * scale, 1e-5 * scale);
  }

  /** What no mask reaches behind the recurrent layer depends on unmasked steps alone. */
  @ParameterizedTest
  @EnumSource(
      value = NonlinearityRule.class,
      names = {"RESCALE", "REVEAL_CANCEL"})
  void contributions_ofMaskedSteps_areZero(NonlinearityRule rule) {
    INDArray contributions = explained("masked_bidirectional_stacked", rule).contributions();

    for (int step : MASKED) {
      assertThat(norm(contributions.slice(0).slice(step))).isZero();
    }
    assertThat(norm(contributions)).isGreaterThan(1e-3);
  }

  /** A layer that stands still at masked steps is the same layer on the sequence without them. */
  @Test
  void contributions_areThoseOfTheSequenceWithoutMaskedSteps() {
    ComputationGraph network = KerasModels.load(Fixtures.model("masked_lstm"));
    INDArray inputs = Fixtures.inputs("masked_lstm")[0];
    Target[] targets = {Target.layer("lstm", 0), Target.layer("cut", unmasked() - 1, 0)};
    INDArray masked =
        DeepLift.builder(network)
            .build()
            .explain(row(inputs, 0), Reference.of(row(inputs, 1)), targets[0])
            .contributions();

    INDArray cut =
        DeepLift.builder(plainLstm(network))
            .build()
            .explain(cut(row(inputs, 0)), Reference.of(cut(row(inputs, 1))), targets[1])
            .contributions();

    assertThat(norm(cut(masked).sub(cut))).isLessThan(1e-5 * norm(cut));
  }

  private static ComputationGraph plainLstm(ComputationGraph network) {
    LSTM layer = new LSTM.Builder().nIn(3).nOut(4).activation(new ActivationTanH()).build();
    layer.setRnnDataFormat(RNNFormat.NWC);
    ComputationGraphConfiguration configuration =
        new NeuralNetConfiguration.Builder()
            .graphBuilder()
            .addInputs("x")
            .addLayer("cut", layer, "x")
            .setOutputs("cut")
            .validateOutputLayerConfig(false)
            .build();
    ComputationGraph plain = new ComputationGraph(configuration);
    plain.init();
    plain.getLayer("cut").setParams(network.getLayer("lstm/part2").params());
    return plain;
  }

  private static Attribution explained(String network, NonlinearityRule rule) {
    ComputationGraph graph = KerasModels.load(Fixtures.model(network));
    String output = graph.getConfiguration().getNetworkOutputs().get(0);
    INDArray inputs = Fixtures.inputs(network)[0];
    int[] place = new int[Fixtures.outputs(network)[0].rank() - 1];
    return DeepLift.builder(graph)
        .nonlinearityRule(rule)
        .build()
        .explain(row(inputs, 0), Reference.of(row(inputs, 1)), Target.layer(output, place));
  }

  private static int unmasked() {
    return TIME - MASKED.length;
  }

  private static INDArray cut(INDArray sequence) {
    INDArray[] steps = new INDArray[unmasked()];
    int next = 0;
    for (int step = 0; step < TIME; step++) {
      if (step != MASKED[0] && step != MASKED[1] && step != MASKED[2]) {
        steps[next++] = sequence.slice(0).slice(step);
      }
    }
    return Nd4j.stack(0, steps).reshape('c', 1, unmasked(), sequence.size(2));
  }

  private static INDArray row(INDArray array, int row) {
    long[] shape = array.shape().clone();
    shape[0] = 1;
    return array.slice(row).dup('c').reshape(shape);
  }

  private static double first(INDArray outputs, int row) {
    return outputs.reshape('c', new long[] {outputs.size(0), -1}).getDouble(row, 0);
  }

  private static double norm(INDArray array) {
    return array.norm1Number().doubleValue();
  }
}

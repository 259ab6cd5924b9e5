package io.github.dl4jdeeplift.keras;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdeeplift.Attribution;
import io.github.dl4jdeeplift.DeepLift;
import io.github.dl4jdeeplift.Reference;
import io.github.dl4jdeeplift.Target;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Loaded networks are explained without further set-up: the library's own layers and vertices bring
 * their rules. Contributions sum to the difference of Keras's outputs.
 */
class ExplainedModelsTest {
  static Stream<String> networks() {
    return KerasLayersTest.supported();
  }

  @ParameterizedTest
  @MethodSource("networks")
  void contributions_sumToTheDifference(String network) {
    ComputationGraph graph = KerasModels.load(Fixtures.model(network));
    INDArray[] inputs = Fixtures.inputs(network);
    INDArray[] outputs = Fixtures.outputs(network);
    List<String> names = graph.getConfiguration().getNetworkOutputs();
    DeepLift deepLift = DeepLift.builder(graph).build();
    for (int output = 0; output < outputs.length; output++) {
      Target target = Target.layer(names.get(output), new int[outputs[output].rank() - 1]);
      requireSums(deepLift.explain(inputs, Reference.zeros(), target), outputs[output]);
    }
  }

  private static void requireSums(Attribution attribution, INDArray keras) {
    INDArray firsts = keras.reshape('c', new long[] {keras.size(0), -1}).getColumn(0);
    for (int row = 0; row < keras.size(0); row++) {
      double sum = 0;
      double size = 0;
      for (INDArray contributions : attribution.contributionsOfInputs()) {
        sum += contributions.slice(row).sumNumber().doubleValue();
        size += contributions.slice(row).norm1Number().doubleValue();
      }
      double output = firsts.getDouble(row);
      double reference = attribution.referenceOutput().getDouble(row);
      double scale =
          DoubleStream.of(1, Math.abs(output), Math.abs(reference), size).max().orElseThrow();
      assertThat(Math.abs(sum - (output - reference))).isLessThan(1e-5 * scale);
    }
  }
}

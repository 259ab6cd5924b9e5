package io.github.dl4jdeeplift.keras.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.dl4jdeeplift.Attribution;
import io.github.dl4jdeeplift.DeepLift;
import io.github.dl4jdeeplift.Reference;
import io.github.dl4jdeeplift.Target;
import io.github.dl4jdeeplift.keras.layer.FunctionVertex.Function;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Multipliers of functions of one number, (f(x) − f(r))/(x − r), worked out by hand. */
class FunctionVertexTest {
  // x³ from 1 to −2: (−8 − 1)/(−3); |x| from 1 to −3: (3 − 1)/(−4); and so on. Where x = r it is
  // the derivative, which TensorFlow has as 0 for |x| at 0.
  @ParameterizedTest
  @CsvSource({
    "POWER, 3, -2, 1, 3",
    "POWER, -1, 4, 0.5, -0.5",
    "POWER, 0.5, 4, 1, 0.333333",
    "ABSOLUTE, 0, -3, 1, -0.5",
    "ABSOLUTE, 0, 0, 0, 0",
    "MAXIMUM, 1, 3, -1, 0.5",
    "MINIMUM, 1, 3, -1, 0.5",
    "RECIPROCAL_ROOT, 0, 4, 1, -0.166667",
  })
  void multiplier_isSecant(Function function, double number, float x, float r, double expected) {
    ComputationGraph network =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("x")
                .addVertex("f", new FunctionVertex(function, number), "x")
                .setOutputs("f")
                .validateOutputLayerConfig(false)
                .build());
    network.init();
    INDArray example = Nd4j.create(new float[] {x}, new long[] {1, 1}, 'c');
    INDArray reference = Nd4j.create(new float[] {r}, new long[] {1, 1}, 'c');

    Attribution attribution =
        DeepLift.builder(network)
            .build()
            .explain(example, Reference.of(reference), Target.logit(0));

    assertThat(attribution.multipliers().getDouble(0)).isCloseTo(expected, within(1e-5));
  }
}

package io.github.dl4jdeeplift.keras;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdeeplift.Attribution;
import io.github.dl4jdeeplift.DeepLift;
import io.github.dl4jdeeplift.Reference;
import io.github.dl4jdeeplift.Target;
import java.util.stream.DoubleStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Loaded networks are explained without further set-up: the library's own layers and vertices bring
 * their rules. Contributions sum to the difference of Keras's outputs.
 */
class ExplainedModelsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "batch_normalization_conv1d",
        "concatenate",
        "concatenate_images",
        "cropping1d",
        "cropping1d_square",
        "dense_on_sequence",
        "global_max_pooling1d_keepdims",
        "permute_flatten",
        "prelu_conv1d_shared",
        "residual_dilated",
        "zero_padding1d"
      })
  void contributions_sumToTheDifference(String network) {
    ComputationGraph graph = KerasModels.load(Fixtures.model(network));
    INDArray inputs = Fixtures.inputs(network)[0];

    Attribution attribution =
        DeepLift.builder(graph).build().explain(inputs, Reference.zeros(), Target.logit(0));

    INDArray kerasOutput = Fixtures.outputs(network)[0];
    for (int row = 0; row < inputs.size(0); row++) {
      INDArray contributions = attribution.contributions().slice(row);
      double output = kerasOutput.getDouble(row, 0);
      double reference = attribution.referenceOutput().getDouble(row);
      double scale =
          DoubleStream.of(
                  1,
                  Math.abs(output),
                  Math.abs(reference),
                  contributions.norm1Number().doubleValue())
              .max()
              .orElseThrow();
      assertThat(Math.abs(contributions.sumNumber().doubleValue() - (output - reference)))
          .isLessThan(1e-5 * scale);
    }
  }
}

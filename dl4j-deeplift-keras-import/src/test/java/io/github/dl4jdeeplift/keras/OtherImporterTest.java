package io.github.dl4jdeeplift.keras;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdeeplift.Attribution;
import io.github.dl4jdeeplift.DeepLift;
import io.github.dl4jdeeplift.Reference;
import io.github.dl4jdeeplift.Target;
import org.deeplearning4j.nn.modelimport.keras.KerasModelImport;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Networks of Deeplearning4j's own importer are explained as they are, right or wrong. */
class OtherImporterTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "conv1d_same",
        "conv2d_same_strided",
        "max_pooling1d_overlapping",
        "average_pooling1d_valid",
        "prelu_conv1d_shared"
      })
  void network_isExplainedAsWhatItComputes(String name) throws Exception {
    MultiLayerNetwork network =
        KerasModelImport.importKerasSequentialModelAndWeights(
            Fixtures.model(name).toString(), false);
    INDArray input = Fixtures.inputs(name)[0];

    Attribution attribution =
        DeepLift.builder(network)
            .requireCompleteness()
            .build()
            .explain(input, Reference.zeros(), Target.logit(1));

    INDArray own = network.output(input.dup()).getColumn(1);
    assertThat(attribution.output().equalsWithEps(own, 1e-5)).isTrue();
  }
}

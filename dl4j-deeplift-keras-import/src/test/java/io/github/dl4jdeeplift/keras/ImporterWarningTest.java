package io.github.dl4jdeeplift.keras;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdeeplift.network.KerasImporterFaults;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Convolution1D;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.Subsampling1DLayer;
import org.deeplearning4j.nn.modelimport.keras.KerasModelImport;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Networks of Deeplearning4j's own importer are told from others, and their faults named. */
class ImporterWarningTest {
  private static List<String> ofDeeplearning4j(String name) throws Exception {
    return KerasImporterFaults.in(
        KerasModelImport.importKerasSequentialModelAndWeights(
            Fixtures.model(name).toString(), false));
  }

  @ParameterizedTest
  @CsvSource({
    "average_pooling1d_valid, averages are imported as maxima",
    "prelu_conv1d_shared, slopes are not loaded"
  })
  void layersImportedWrong_areNamed(String name, String fault) throws Exception {
    assertThat(ofDeeplearning4j(name)).singleElement().asString().contains(fault);
  }

  @ParameterizedTest
  @CsvSource({"conv1d_same", "max_pooling1d_overlapping"})
  void layersImportedRight_areNot(String name) throws Exception {
    assertThat(ofDeeplearning4j(name)).isEmpty();
  }

  static Stream<String> networks() {
    return Fixtures.networks().stream()
        .filter(
            name ->
                name.matches(
                    "(?!masked_)(\\w+_)?(pooling1d|prelu|up_sampling1d|cropping1d|zero_padding1d).*"));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void networksOfThisLibrary_areNot(String name) {
    assertThat(KerasImporterFaults.in(KerasModels.load(Fixtures.model(name)))).isEmpty();
  }

  @Test
  void networksMadeByHand_areNot() {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .list()
                .layer(new Convolution1D.Builder(2).nIn(4).nOut(2).build())
                .layer(new PReLULayer.Builder().inputShape(2, 6).build())
                .layer(new Subsampling1DLayer.Builder(2).name("pool").build())
                .validateOutputLayerConfig(false)
                .build());
    network.init();
    assertThat(KerasImporterFaults.in(network)).isEmpty();
  }
}

package io.github.dl4jdeeplift.keras;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Networks whose layers are shared, nested, merged or operations, against what Keras 2.15 and Keras
 * 3 computed.
 */
class StructureTest {
  private static final double TOLERANCE = 1e-5;

  static Stream<KerasFolder> networks() {
    return Stream.of("keras-structure/keras2", "keras-structure/keras3")
        .flatMap(folder -> KerasFolder.in(folder).stream());
  }

  @ParameterizedTest
  @MethodSource("networks")
  void output_isThatOfKeras(KerasFolder folder) {
    ComputationGraph graph = KerasModels.load(folder.model());

    assertThat(Fixtures.difference(graph, folder.inputs(), folder.outputs())).isLessThan(TOLERANCE);
    assertThat(Fixtures.difference(graph, first(folder.inputs()), first(folder.outputs())))
        .isLessThan(TOLERANCE);
  }

  private static INDArray[] first(INDArray[] arrays) {
    return Stream.of(arrays)
        .map(array -> array.get(NDArrayIndex.interval(0, 1)).dup())
        .toArray(INDArray[]::new);
  }

  @ParameterizedTest
  @MethodSource("networks")
  void restored_givesKerasOutputs(KerasFolder folder, @TempDir Path temporary) throws Exception {
    Path saved = temporary.resolve("network.zip");
    ModelSerializer.writeModel(KerasModels.load(folder.model()), saved.toFile(), false);

    ComputationGraph restored = ModelSerializer.restoreComputationGraph(saved.toFile());

    assertThat(Fixtures.difference(restored, folder.inputs(), folder.outputs()))
        .isLessThan(TOLERANCE);
    assertThat(Fixtures.difference(restored.clone(), folder.inputs(), folder.outputs()))
        .isLessThan(TOLERANCE);
  }

  @ParameterizedTest
  @MethodSource("networks")
  void contributions_sumToTheDifferenceOfKerasOutputs(KerasFolder folder) {
    Completeness.require(folder);
  }
}

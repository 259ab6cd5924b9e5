package io.github.dl4jdeeplift;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What is the user's and stays as it is: the network, arrays, and ND4J's own state. */
final class UserStateProperties {
  private final GeneratedNetwork network;
  private final DeepLift deepLift;

  UserStateProperties(GeneratedNetwork network, DeepLift deepLift) {
    this.network = network;
    this.deepLift = deepLift;
  }

  /** Everything that an explanation could disturb, as it is now. */
  private record State(
      INDArray parameters,
      String configuration,
      List<Object> layerInputs,
      boolean nativeHelpers,
      long randomRoot,
      long randomNode,
      int iterations) {

    static State of(Model network) {
      boolean isRow = network instanceof MultiLayerNetwork;
      Layer[] layers =
          isRow
              ? ((MultiLayerNetwork) network).getLayers()
              : ((ComputationGraph) network).getLayers();
      List<Object> inputs = new ArrayList<>();
      for (Layer layer : layers) {
        INDArray input = layer.input();
        inputs.add(input == null ? "none" : input.toStringFull());
        inputs.add(layer.getMaskArray() == null);
      }
      String configuration =
          isRow
              ? ((MultiLayerNetwork) network).getLayerWiseConfigurations().toJson()
              : ((ComputationGraph) network).getConfiguration().toJson();
      return new State(
          network.params().isEmpty() ? network.params() : network.params().dup(),
          configuration,
          inputs,
          Nd4j.getEnvironment().helpersAllowed(),
          Nd4j.getRandom().rootState(),
          Nd4j.getRandom().nodeState(),
          isRow
              ? ((MultiLayerNetwork) network).getIterationCount()
              : ((ComputationGraph) network).getIterationCount());
    }
  }

  void nothingChanges() {
    INDArray[] inputs = network.examples(3, 0);
    INDArray[] references = network.examples(3, 1);
    INDArray[] inputsBefore = copies(inputs);
    INDArray[] referencesBefore = copies(references);
    INDArray before = PlainOutput.of(network.network(), inputs)[0].dup();
    State state = State.of(network.network());
    Attribution attribution = explainedInWorkspace(inputs, references);
    assertThat(State.of(network.network())).isEqualTo(state);
    assertThat(inputs).isEqualTo(inputsBefore);
    assertThat(references).isEqualTo(referencesBefore);
    assertThat(PlainOutput.of(network.network(), inputs)[0]).isEqualTo(before);
    assertThat(Nd4j.getWorkspaceManager().anyWorkspaceActiveForCurrentThread()).isFalse();
    requireOwnArrays(attribution, inputs);
  }

  /** Users may call from inside a workspace, as listeners do during training. */
  private Attribution explainedInWorkspace(INDArray[] inputs, INDArray[] references) {
    WorkspaceConfiguration configuration =
        WorkspaceConfiguration.builder().initialSize(1 << 20).build();
    try (MemoryWorkspace workspace =
        Nd4j.getWorkspaceManager().getAndActivateWorkspace(configuration, "the user's")) {
      Attribution attribution =
          RandomRules.choose(network)
              .build()
              .explain(
                  inputs,
                  GeneratedNetwork.perInput(references, Reference::perExample),
                  network.target());
      assertThat(workspace.isScopeActive()).isTrue();
      return attribution;
    }
  }

  /** Arrays of the result may be written to without harm to anything else. */
  private void requireOwnArrays(Attribution attribution, INDArray[] inputs) {
    List<INDArray> arrays = new ArrayList<>(attribution.contributionsOfInputs());
    arrays.addAll(attribution.multipliersOfInputs());
    arrays.addAll(
        List.of(
            attribution.output(), attribution.referenceOutput(), attribution.convergenceDelta()));
    INDArray[] before = copies(inputs);
    for (INDArray array : arrays) {
      assertThat(array.isAttached()).isFalse();
      array.assign(99);
    }
    assertThat(inputs).isEqualTo(before);
  }

  private static INDArray[] copies(INDArray[] arrays) {
    return Arrays.stream(arrays).map(INDArray::dup).toArray(INDArray[]::new);
  }

  void changedParametersAreRead() {
    INDArray[] inputs = network.examples(2, 0);
    Reference reference = network.otherExamples(2, 1);
    deepLift.explain(inputs, reference, network.target());
    INDArray parameters = network.network().params();
    if (parameters.isEmpty()) {
      return; // nothing to change: some networks have none
    }
    INDArray before = parameters.dup();
    parameters.muli(1.25);
    try {
      Attribution expected =
          RandomRules.choose(network).build().explain(inputs, reference, network.target());
      Attribution actual = deepLift.explain(inputs, reference, network.target());
      Closeness.of(network).require("after a change of the parameters", actual, expected);
    } finally {
      parameters.assign(before);
    }
    Attribution again = deepLift.explain(inputs, reference, network.target());
    Closeness.of(network)
        .require(
            "after the change was taken back",
            again,
            RandomRules.choose(network).build().explain(inputs, reference, network.target()));
  }
}

package io.github.dl4jdeeplift.keras.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Cropping and padding of sequences; expected values worked by hand. */
class LengthChangeTest {
  /** Two examples of three positions and two channels. */
  private static final float[][][] SEQUENCES = {
    {{1, 2}, {3, 4}, {5, 6}}, {{7, 8}, {9, 10}, {11, 12}}
  };

  private static ComputationGraph network(Layer layer) {
    ComputationGraphConfiguration configuration =
        new NeuralNetConfiguration.Builder()
            .graphBuilder()
            .addInputs("x")
            .addLayer("it", layer, "x")
            .setOutputs("it")
            .build();
    ComputationGraph network = new ComputationGraph(configuration);
    network.init();
    return network;
  }

  @Test
  void cropping_cutsPositions() {
    INDArray output =
        network(new ChannelsLastCropping1D(1, 0)).outputSingle(Nd4j.createFromArray(SEQUENCES));

    assertThat(output)
        .isEqualTo(Nd4j.createFromArray(new float[][][] {{{3, 4}, {5, 6}}, {{9, 10}, {11, 12}}}));
  }

  @Test
  void zeroPadding_addsPositions() {
    INDArray output =
        network(new ChannelsLastZeroPadding1D(1, 2)).outputSingle(Nd4j.createFromArray(SEQUENCES));

    assertThat(output)
        .isEqualTo(
            Nd4j.createFromArray(
                new float[][][] {
                  {{0, 0}, {1, 2}, {3, 4}, {5, 6}, {0, 0}, {0, 0}},
                  {{0, 0}, {7, 8}, {9, 10}, {11, 12}, {0, 0}, {0, 0}}
                }));
  }

  /** One cell, as a decoder that starts at one position has it. */
  @Test
  void spread_ofOneCell_putsZerosAroundIt() {
    Layer spread = new Spread(new int[] {2}, new int[] {1}, new int[] {1});

    assertThat(network(spread).outputSingle(Nd4j.createFromArray(new float[][][] {{{1, 2}}})))
        .isEqualTo(Nd4j.createFromArray(new float[][][] {{{0, 0}, {1, 2}, {0, 0}}}));
  }

  @Test
  void gradient_ofCroppingIsZeroWhereItCut() {
    assertThat(gradient(new ChannelsLastCropping1D(2, 0), new float[][][] {{{1, 2}}, {{3, 4}}}))
        .isEqualTo(
            Nd4j.createFromArray(
                new float[][][] {{{0, 0}, {0, 0}, {1, 2}}, {{0, 0}, {0, 0}, {3, 4}}}));
  }

  @Test
  void gradient_ofPaddingLeavesThePaddingOut() {
    float[][][] gradient = {{{9, 9}, {1, 2}, {3, 4}, {5, 6}}, {{9, 9}, {7, 8}, {9, 10}, {11, 12}}};

    assertThat(gradient(new ChannelsLastZeroPadding1D(1, 0), gradient))
        .isEqualTo(Nd4j.createFromArray(SEQUENCES));
  }

  private static INDArray gradient(Layer layer, float[][][] ofOutput) {
    org.deeplearning4j.nn.api.Layer running = network(layer).getLayer("it");
    running.setInput(Nd4j.createFromArray(SEQUENCES), LayerWorkspaceMgr.noWorkspaces());
    return running
        .backpropGradient(Nd4j.createFromArray(ofOutput), LayerWorkspaceMgr.noWorkspaces())
        .getSecond();
  }

  @Test
  void outputType_isThatOfSequencesChannelsLast() {
    InputType input = InputType.recurrent(2, 9, RNNFormat.NWC);

    assertThat(new ChannelsLastCropping1D(1, 3).getOutputType(0, input))
        .isEqualTo(InputType.recurrent(2, 5, RNNFormat.NWC));
    assertThat(new ChannelsLastZeroPadding1D(1, 3).getOutputType(0, input))
        .isEqualTo(InputType.recurrent(2, 13, RNNFormat.NWC));
    assertThatThrownBy(
            () ->
                new ChannelsLastCropping1D(1, 3)
                    .getOutputType(0, InputType.recurrent(2, 9, RNNFormat.NCW)))
        .hasMessageContaining("(NWC)");
  }

  @Test
  void configuration_survivesJson() {
    ComputationGraphConfiguration configuration =
        network(new ChannelsLastZeroPadding1D(3, 4)).getConfiguration();

    ComputationGraphConfiguration restored =
        ComputationGraphConfiguration.fromJson(configuration.toJson());

    assertThat(restored).isEqualTo(configuration);
    assertThat(restored.toJson()).isEqualTo(configuration.toJson());
  }

  @Test
  void layer_refusesArraysOfAnotherRank() {
    ComputationGraph network = network(new ChannelsLastCropping1D(1, 1));

    assertThatThrownBy(() -> network.outputSingle(Nd4j.zeros(2, 5)))
        .isInstanceOf(DL4JInvalidInputException.class)
        .hasMessageContaining("[batch, positions, channels]");
  }

  @Test
  void layer_refusesNegativeNumbers() {
    assertThatThrownBy(() -> new ChannelsLastCropping1D(-1, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("before -1", "after 2");
  }
}

package io.github.dl4jdeeplift.keras;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Arrays that several layers see. Deeplearning4j's activation layers write over their input, which
 * must not reach the caller, another layer or an output; expected values worked by hand.
 */
class SharedArraysTest {
  private static final float[][] INPUT = {{-1, 2}};

  @TempDir private Path folder;

  private ComputationGraph load(String config) {
    return KerasModels.load(new KerasFile().bare("x").writeModel(folder, config));
  }

  private static INDArray input() {
    return Nd4j.createFromArray(INPUT);
  }

  @Test
  void activation_leavesTheCallersArrayAlone() {
    ComputationGraph network =
        load(
            new Config()
                .input("x", "[null,2]")
                .layer("Activation", "relu", "'activation':'relu'", "x")
                .functional("x", "relu"));
    INDArray input = input();

    INDArray output = network.outputSingle(input);

    assertThat(output).isEqualTo(Nd4j.createFromArray(new float[][] {{0, 2}}));
    assertThat(input).isEqualTo(input());
  }

  @Test
  void activation_leavesOtherUsersOfTheInputAlone() {
    ComputationGraph network =
        load(
            new Config()
                .input("x", "[null,2]")
                .layer("Activation", "relu", "'activation':'relu'", "x")
                .layer("Add", "add", "", "relu", "x")
                .functional("x", "add"));

    // relu(x) + x = [0 - 1, 2 + 2]
    assertThat(network.outputSingle(input()))
        .isEqualTo(Nd4j.createFromArray(new float[][] {{-1, 4}}));
  }

  @Test
  void activation_leavesAnOutputOfTheNetworkAlone() {
    ComputationGraph network =
        load(
            new Config()
                .input("x", "[null,2]")
                .layer("Concatenate", "logits", "'axis':-1", "x", "x")
                .layer("Dropout", "dropout", "'rate':0.5", "logits")
                .layer("Activation", "relu", "'activation':'relu'", "dropout")
                .functional("x", "logits,relu"));

    INDArray[] outputs = network.output(input());

    assertThat(outputs[0]).isEqualTo(Nd4j.createFromArray(new float[][] {{-1, 2, -1, 2}}));
    assertThat(outputs[1]).isEqualTo(Nd4j.createFromArray(new float[][] {{0, 2, 0, 2}}));
  }

  @Test
  void activation_leavesABranchAloneThatPassesThroughDropout() {
    ComputationGraph network =
        load(
            new Config()
                .input("x", "[null,2]")
                .layer("Concatenate", "trunk", "'axis':-1", "x", "x")
                .layer("Dropout", "dropout", "'rate':0.5", "trunk")
                .layer("Permute", "permute", "'dims':[1]", "dropout")
                .layer("ELU", "elu", "'alpha':0.0", "permute")
                .layer("Add", "add", "", "elu", "trunk")
                .functional("x", "add"));

    Map<String, INDArray> activations = network.feedForward(input(), false);

    // elu with alpha 0 is relu: relu(t) + t with t = [-1, 2, -1, 2]
    INDArray expected = Nd4j.createFromArray(new float[][] {{-1, 4, -1, 4}});
    assertThat(network.outputSingle(input())).isEqualTo(expected);
    assertThat(activations).containsEntry("add", expected);
  }

  @Test
  void copy_isMadeOnlyWhereItIsNeeded() {
    ComputationGraph network =
        load(
            new Config()
                .input("x", "[null,2]")
                .layer("Concatenate", "both", "'axis':-1", "x", "x")
                .layer("Activation", "relu", "'activation':'relu'", "both")
                .layer("Activation", "tanh", "'activation':'tanh'", "relu")
                .functional("x", "tanh"));

    assertThat(network.getConfiguration().getVertices()).containsOnlyKeys("both", "relu", "tanh");
  }

  @Test
  void copy_hasANameOfItsOwn() {
    ComputationGraph network =
        load(
            new Config()
                .input("x", "[null,2]")
                .layer("Activation", "relu", "'activation':'relu'", "x")
                .layer("Activation", "relu/copy", "'activation':'linear'", "relu")
                .functional("x", "relu/copy"));

    assertThat(network.getConfiguration().getVertices())
        .containsOnlyKeys("relu/copy_", "relu", "relu/copy");
  }
}

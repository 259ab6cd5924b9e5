package io.github.dl4jdeeplift.cli;

import static io.github.dl4jdeeplift.cli.TestFiles.SAMPLE_NETWORK;
import static io.github.dl4jdeeplift.cli.TestFiles.keras;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** {@code deeplift inspect}. */
class InspectCommandTest {
  @Test
  void sampleNetwork_isListedLayerByLayer() {
    CommandRun run = CommandRun.of("inspect", "--model", SAMPLE_NETWORK).requireDone();

    // Shapes and classes are those of model.summary() in Keras.
    assertThat(run.out().lines())
        .containsExactly(
            "layer          type          becomes             output shape  rule",
            "conv_input     InputLayer                        [200, 4]      network input",
            "conv           Conv1D        Convolution1DLayer  [200, 20]     linear",
            "conv_prelu     PReLU         PReLULayer          [200, 20]     Rescale of PReLU",
            "max_pool       MaxPooling1D  Subsampling1DLayer  [4, 20]       max pooling, cross-max",
            "flatten        Flatten       ReshapeVertex       [80]          reshape",
            "dense_1        Dense         DenseLayer          [200]         linear",
            "dense_1_prelu  PReLU         PReLULayer          [200]         Rescale of PReLU",
            "dense_2        Dense         DenseLayer          [200]         linear",
            "dense_2_prelu  PReLU         PReLULayer          [200]         Rescale of PReLU",
            "output         Dense         DenseLayer          [1]           linear, then Rescale of sigmoid",
            "every layer can be explained");
  }

  @Test
  void sizesThatTheModelLeavesOpen_areQuestionMarks() {
    CommandRun run =
        CommandRun.of("inspect", "--model", keras("any_length", "model.h5")).requireDone();

    assertThat(run.out()).contains("[?, 4]");
  }

  @Test
  void layerThatCannotBeLoaded_isRefusedByName() {
    CommandRun.of("inspect", "--model", keras("lstm_return_state", "model.h5"))
        .requireRefusal(3, "model.h5", "return_state");
  }

  @Test
  void missingModel_isRefused() {
    CommandRun.of("inspect", "--model", "missing.h5")
        .requireRefusal(2, "missing.h5", "does not exist");
    CommandRun.of("inspect").requireRefusal(2, "--model");
  }
}

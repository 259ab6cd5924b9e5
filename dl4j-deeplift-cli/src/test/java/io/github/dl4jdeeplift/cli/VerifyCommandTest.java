package io.github.dl4jdeeplift.cli;

import static io.github.dl4jdeeplift.cli.TestFiles.keras;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdeeplift.genomics.file.NpyFile;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

/** {@code deeplift verify}, against outputs of Keras. */
class VerifyCommandTest {
  @TempDir private Path folder;

  private static CommandRun verify(String network, Object expected) {
    return CommandRun.of(
        "verify",
        "--model",
        keras(network, "model.h5"),
        "--input",
        keras(network, "input.npy"),
        "--expected",
        expected);
  }

  @Test
  void outputsOfKeras_agree() {
    CommandRun run = verify("conv1d_dilated", keras("conv1d_dilated", "output.npy"));

    assertThat(run.requireDone().out()).containsPattern("largest difference \\d");
  }

  @Test
  void severalOutputs_areComparedInOrder() {
    CommandRun run =
        CommandRun.of(
            "verify",
            "--model",
            keras("two_outputs", "model.h5"),
            "--input",
            keras("two_outputs", "input.npy"),
            "--expected",
            keras("two_outputs", "output_0.npy"),
            keras("two_outputs", "output_1.npy"));

    assertThat(run.requireDone().out().lines()).hasSize(2);
  }

  @Test
  void otherOutputs_endWithFour() {
    INDArray output = NpyFile.read(keras("dense_relu", "output.npy"));
    Path expected = TestFiles.array(folder, "expected", output.add(1e-3));

    verify("dense_relu", expected).requireRefusal(4, "model.h5", "expected.npy");
  }

  @Test
  void otherShapes_areRefused() {
    INDArray output = NpyFile.read(keras("dense_relu", "output.npy"));
    Path expected = TestFiles.array(folder, "expected", output.reshape(1, output.length()));

    verify("dense_relu", expected).requireRefusal(2, "expected.npy has shape");
    verify("two_outputs", expected).requireRefusal(2, "1 files", "2 outputs");
  }
}

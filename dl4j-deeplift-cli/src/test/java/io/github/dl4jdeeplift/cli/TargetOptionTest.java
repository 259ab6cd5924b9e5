package io.github.dl4jdeeplift.cli;

import static io.github.dl4jdeeplift.cli.TestFiles.SAMPLE;
import static io.github.dl4jdeeplift.cli.TestFiles.SAMPLE_NETWORK;
import static io.github.dl4jdeeplift.cli.TestFiles.SAMPLE_SEQUENCES;
import static io.github.dl4jdeeplift.cli.TestFiles.keras;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.dl4jdeeplift.genomics.file.NpyFile;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;

/** {@code --target} and {@code --probability}; expected values are Keras's own outputs. */
class TargetOptionTest {
  @TempDir private Path folder;

  private CommandRun run(String network, Object... arguments) {
    return CommandRun.of(
        Stream.concat(
                Stream.of(
                    "explain",
                    "--model",
                    keras(network, "model.h5"),
                    "--input",
                    keras(network, "input.npy"),
                    "--output",
                    folder.resolve("out.npz")),
                Stream.of(arguments))
            .toArray());
  }

  private Map<String, INDArray> explain(String network, Object... arguments) {
    run(network, arguments).requireDone();
    return NpzContent.of(folder.resolve("out.npz"));
  }

  @Test
  void index_isThePlaceInASequenceOutput() {
    INDArray keras = NpyFile.read(keras("conv1d_sequence_output", "output.npy"));

    INDArray output = explain("conv1d_sequence_output", "--target", "2,1").get("output");

    for (int example = 0; example < keras.size(0); example++) {
      assertThat(output.getDouble(example)).isCloseTo(keras.getDouble(example, 2, 1), within(1e-5));
    }
  }

  @Test
  void all_isTheOutputsElementsInCOrder() {
    INDArray keras = NpyFile.read(keras("conv1d_sequence_output", "output.npy"));
    INDArray input = NpyFile.read(keras("conv1d_sequence_output", "input.npy"));

    Map<String, INDArray> arrays = explain("conv1d_sequence_output", "--target", "all");

    long elements = keras.size(1) * keras.size(2);
    assertThat(arrays.get("output").shape()).containsExactly(elements, keras.size(0));
    assertThat(arrays.get("convergence_delta").shape()).containsExactly(elements, keras.size(0));
    assertThat(arrays.get("contributions").shape())
        .containsExactly(elements, input.size(0), input.size(1), input.size(2));
    INDArray expected = keras.dup('c').reshape('c', keras.size(0), elements).transpose();
    assertThat(arrays.get("output").equalsWithEps(expected, 1e-5)).isTrue();
  }

  @Test
  void nameAndIndex_chooseOneOfSeveralOutputs() {
    INDArray profile = NpyFile.read(keras("two_outputs", "output_0.npy"));
    INDArray counts = NpyFile.read(keras("two_outputs", "output_1.npy"));

    INDArray first = explain("two_outputs", "--target", "profile:3,0").get("output");
    INDArray second = explain("two_outputs", "--target", "counts:1", "--probability").get("output");

    assertThat(first.getDouble(0)).isCloseTo(profile.getDouble(0, 3, 0), within(1e-5));
    assertThat(second.getDouble(0)).isCloseTo(counts.getDouble(0, 1), within(1e-5));
  }

  @Test
  void hiddenLayer_isTakenAfterItsActivation() {
    CommandRun.of(
            "explain",
            "--model",
            SAMPLE_NETWORK,
            "--fasta",
            TestFiles.sequences(folder, 4),
            "--target",
            "dense_2_prelu:3",
            "--output",
            folder.resolve("hidden.npz"))
        .requireDone();
    Map<String, INDArray> arrays = NpzContent.of(folder.resolve("hidden.npz"));

    double[] sums = arrays.get("contributions").sum(1, 2).toDoubleVector();
    for (int example = 0; example < 4; example++) {
      double difference =
          arrays.get("output").getDouble(example)
              - arrays.get("reference_output").getDouble(example);
      assertThat(sums[example]).isCloseTo(difference, within(1e-4));
    }
  }

  @Test
  void probability_isKerasOutput() {
    INDArray keras = NpyFile.read(SAMPLE.resolve("held-out.keras-output.npy"));
    CommandRun.of(
            "explain",
            "--model",
            SAMPLE_NETWORK,
            "--fasta",
            SAMPLE_SEQUENCES,
            "--reference",
            "uniform",
            "--probability",
            "--output",
            folder.resolve("probability.npz"))
        .requireDone();
    INDArray output = NpzContent.of(folder.resolve("probability.npz")).get("output");

    assertThat(output.equalsWithEps(keras.reshape(keras.length()), 1e-5)).isTrue();
  }

  @Test
  void softmaxProbability_isKerasOutput() {
    INDArray keras = NpyFile.read(keras("dense_softmax_output", "output.npy"));

    INDArray output =
        explain("dense_softmax_output", "--target", "1", "--probability").get("output");

    INDArray column = keras.get(NDArrayIndex.all(), NDArrayIndex.point(1));
    assertThat(output.equalsWithEps(column, 1e-5)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "99", "-1,0", "0,0,0", "0", "2147483648", "1.5", "first", ":1"})
  void badIndex_isRefused(String target) {
    run("conv1d_sequence_output", "--target", target).requireRefusal(2, "--target " + target);
    assertThat(folder.resolve("out.npz")).doesNotExist();
  }

  @Test
  void negativeIndex_saysWhatIndicesThereAre() {
    run("dense_softmax_output", "--target", "-1")
        .requireRefusal(2, "--target -1", "from 0 to", "counted from 0");
    run("dense_softmax_output", "--target=-1")
        .requireRefusal(2, "--target -1", "from 0 to", "counted from 0");
  }

  @Test
  void missingTarget_isRefusedWhereTheOutputHasSeveralElements() {
    run("dense_softmax_output").requireRefusal(2, "say which by --target INDEX", "from 0 to");
  }

  @Test
  void severalOutputs_needAName() {
    run("two_outputs", "--target", "0")
        .requireRefusal(2, "2 outputs, [profile, counts]", "--target NAME:INDEX");
    run("two_outputs", "--target", "all").requireRefusal(2, "--target NAME:INDEX");
  }

  @Test
  void unknownName_isRefusedWithThoseThatThereAre() {
    run("two_outputs", "--target", "count:0")
        .requireRefusal(2, "no output or layer is named 'count'", "counts");
  }

  @Test
  void probabilityOfALinearOutput_isRefused() {
    run("dense_linear", "--target", "0", "--probability")
        .requireRefusal(2, "neither softmax, sigmoid nor hard sigmoid", "leave --probability out");
  }

  /** The logarithm of a softmax is its logit less what all classes share, as is their mean. */
  @Test
  void meanNormalized_isTheLogitLessTheMeanOfAllClasses() {
    INDArray keras = NpyFile.read(keras("dense_softmax_output", "output.npy"));
    INDArray logarithms = Transforms.log(keras.castTo(DataType.DOUBLE));
    INDArray expected = logarithms.subColumnVector(logarithms.mean(true, 1)).transpose();

    Map<String, INDArray> arrays =
        explain("dense_softmax_output", "--target", "all", "--mean-normalized");

    assertThat(arrays.get("output").castTo(DataType.DOUBLE).equalsWithEps(expected, 1e-4)).isTrue();
    // What raises one class above the mean lowers the others.
    assertThat(arrays.get("contributions").sum(0).amaxNumber().doubleValue()).isLessThan(1e-5);
    assertThat(arrays.get("contributions").amaxNumber().doubleValue()).isGreaterThan(1e-2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dense_linear", "dense_sigmoid_output"})
  void meanNormalizedWithoutSoftmax_isRefused(String network) {
    run(network, "--target", "0", "--mean-normalized")
        .requireRefusal(2, "does not end in softmax", "leave --mean-normalized out");
    assertThat(folder.resolve("out.npz")).doesNotExist();
  }

  @Test
  void meanNormalizedProbability_isRefused() {
    run("dense_softmax_output", "--target", "0", "--mean-normalized", "--probability")
        .requireRefusal(2, "--probability and --mean-normalized exclude one another");
  }

  @Test
  void meanNormalizedHiddenLayer_isRefused() {
    CommandRun.of(
            "explain",
            "--model",
            SAMPLE_NETWORK,
            "--fasta",
            TestFiles.sequences(folder, 1),
            "--target",
            "dense_2_prelu:3",
            "--mean-normalized",
            "--output",
            folder.resolve("out.npz"))
        .requireRefusal(2, "--mean-normalized is for outputs", "'dense_2_prelu'");
  }
}

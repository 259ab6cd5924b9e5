package io.github.dl4jdeeplift.cli;

import static io.github.dl4jdeeplift.cli.TestFiles.SAMPLE;
import static io.github.dl4jdeeplift.cli.TestFiles.SAMPLE_NETWORK;
import static io.github.dl4jdeeplift.cli.TestFiles.SAMPLE_SEQUENCES;
import static io.github.dl4jdeeplift.cli.TestFiles.keras;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.dl4jdeeplift.genomics.OneHotSequences;
import io.github.dl4jdeeplift.genomics.file.NpyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What {@code deeplift explain} writes. */
class ExplainCommandTest {
  @TempDir private Path folder;

  private Map<String, INDArray> explain(Object... arguments) {
    Path output = folder.resolve("out.npz");
    Object[] all =
        Stream.concat(Stream.of("explain", "--output", output), Stream.of(arguments)).toArray();
    CommandRun.of(all).requireDone();
    return NpzContent.of(output);
  }

  @Test
  void sampleSequences_giveKerasLogitsAndSumsToTheirDifferences() {
    Map<String, INDArray> arrays =
        explain("--model", SAMPLE_NETWORK, "--fasta", SAMPLE_SEQUENCES, "--reference", "uniform");

    assertThat(arrays.keySet())
        .containsExactly(
            "contributions",
            "multipliers",
            "output",
            "reference_output",
            "convergence_delta",
            "one_hot");
    assertThat(arrays.get("contributions").shape()).containsExactly(200, 200, 4);
    assertThat(arrays.get("multipliers").shape()).containsExactly(200, 200, 4);
    assertThat(arrays.get("output").shape()).containsExactly(200);
    INDArray logits = NpyFile.read(SAMPLE.resolve("held-out.keras-logit.npy"));
    double[] sums = arrays.get("contributions").castTo(DataType.DOUBLE).sum(1, 2).toDoubleVector();
    for (int example = 0; example < 200; example++) {
      double output = arrays.get("output").getDouble(example);
      double logit = logits.getDouble(example);
      assertThat(output).isCloseTo(logit, within(1e-5 * Math.max(1, Math.abs(logit))));
      double difference = output - arrays.get("reference_output").getDouble(example);
      assertThat(sums[example]).isCloseTo(difference, within(1e-4));
      assertThat(arrays.get("convergence_delta").getDouble(example))
          .isCloseTo(sums[example] - difference, within(1e-5));
    }
  }

  @Test
  void sampleSequences_areWrittenOneHotInTheNetworksLayout() {
    Map<String, INDArray> arrays =
        explain("--model", SAMPLE_NETWORK, "--fasta", SAMPLE_SEQUENCES, "--reference", "zeros");

    assertThat(arrays.get("one_hot"))
        .isEqualTo(OneHotSequences.read(SAMPLE_SEQUENCES, RNNFormat.NWC).array());
  }

  @Test
  void summary_saysWhatWasDone() {
    CommandRun run =
        CommandRun.of(
                "explain",
                "--model",
                SAMPLE_NETWORK,
                "--fasta",
                TestFiles.sequences(folder, 2),
                "--output",
                folder.resolve("summary.npz"))
            .requireDone();

    assertThat(run.out())
        .contains("2 examples", "output:0", "dinucleotide-shuffle:20 (seed 0)")
        .containsPattern("largest \\|convergence delta\\| \\d\\.\\de-0\\d")
        .contains("wrote " + folder.resolve("summary.npz"));
  }

  @Test
  void unknownBases_areZerosWithANote() {
    Path sequences = TestFiles.text(folder, "n.fa", ">one\n" + "ACGTN".repeat(40) + "\n");
    Path output = folder.resolve("n.npz");

    CommandRun run =
        CommandRun.of(
                "explain", "--model", SAMPLE_NETWORK, "--fasta", sequences, "--output", output)
            .requireDone();

    assertThat(run.out()).contains("note: 40 of 200 bases, in 1 of 1 records, are N");
    INDArray oneHot = NpzContent.of(output).get("one_hot");
    assertThat(oneHot.sumNumber().intValue()).isEqualTo(160);
    assertThat(oneHot.getDouble(0, 4, 0)).isZero();
  }

  @Test
  void severalInputs_areNumbered() {
    Map<String, INDArray> arrays =
        explain(
            "--model",
            keras("two_inputs", "model.json"),
            "--weights",
            keras("two_inputs", "weights.h5"),
            "--input",
            keras("two_inputs", "input_0.npy"),
            "--input",
            keras("two_inputs", "input_1.npy"),
            "--target",
            "all");

    assertThat(arrays.keySet())
        .contains("contributions_0", "multipliers_0", "contributions_1", "multipliers_1")
        .doesNotContain("contributions", "one_hot");
    INDArray output = NpyFile.read(keras("two_inputs", "output.npy"));
    INDArray first = NpyFile.read(keras("two_inputs", "input_0.npy"));
    assertThat(arrays.get("contributions_0").size(0)).isEqualTo(output.length() / output.size(0));
    assertThat(arrays.get("contributions_0").size(1)).isEqualTo(first.size(0));
  }

  @Test
  void batchSizeAndMemory_changeNothing() {
    Path sequences = TestFiles.sequences(folder, 5);
    Map<String, INDArray> whole = explain("--model", SAMPLE_NETWORK, "--fasta", sequences);
    Map<String, INDArray> parts =
        explain("--model", SAMPLE_NETWORK, "--fasta", sequences, "--batch-size", 2);
    Map<String, INDArray> small =
        explain("--model", SAMPLE_NETWORK, "--fasta", sequences, "--memory", 1);

    INDArray contributions = whole.get("contributions");
    assertThat(contributions.equalsWithEps(parts.get("contributions"), 1e-6)).isTrue();
    assertThat(contributions.equalsWithEps(small.get("contributions"), 1e-6)).isTrue();
  }

  @Test
  void sameSeed_givesTheSameBytes() throws IOException {
    Path sequences = TestFiles.sequences(folder, 3);
    Object[] arguments = {"--model", SAMPLE_NETWORK, "--fasta", sequences, "--seed", 7};
    explain(arguments);
    byte[] first = Files.readAllBytes(folder.resolve("out.npz"));
    explain(arguments);

    assertThat(Files.readAllBytes(folder.resolve("out.npz"))).isEqualTo(first);
  }

  @Test
  void optionsOfList_takeSeveralValuesOrRepeat() {
    Map<String, INDArray> arrays =
        explain(
            "--model",
            keras("two_inputs", "model.h5"),
            "--input",
            keras("two_inputs", "input_0.npy"),
            keras("two_inputs", "input_1.npy"),
            "--reference",
            "zeros",
            "mean",
            "--target",
            "all");

    assertThat(arrays).containsKeys("contributions_0", "contributions_1");
  }

  @Test
  void help_listsOptionsAndEndsWell() {
    assertThat(CommandRun.of("--help").requireDone().out())
        .contains("explain", "inspect", "verify");
    assertThat(CommandRun.of("explain", "--help").requireDone().out())
        .contains("--model", "--fasta", "--reference", "--target", "--report");
    assertThat(CommandRun.of("--version").requireDone().out()).startsWith("deeplift ");
  }
}
